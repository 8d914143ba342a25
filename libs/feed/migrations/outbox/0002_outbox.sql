-- migrate:up
-- Events on their way to followers: written to the outbox by the transaction of
-- the change, numbered without gaps into the feed by one sequencer per log.

-- CACHE 1: an id taken later is larger, whatever connection takes it.
CREATE TABLE outbox (
  outbox_id         bigint      GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
  log               text        NOT NULL,
  change_id         uuid        NOT NULL,
  change_index      integer     NOT NULL CHECK (change_index >= 0),
  change_count      integer     NOT NULL CHECK (change_count > change_index),
  registry_position bigint      NOT NULL,
  contacts_position bigint      NOT NULL,
  record_time       timestamptz NOT NULL,
  payload           bytea       NOT NULL,
  UNIQUE (change_id, change_index)
);

CREATE INDEX outbox_by_log ON outbox (log, outbox_id);

CREATE TABLE feed (
  log               text        NOT NULL,
  position          bigint      NOT NULL CHECK (position > 0),
  change_id         uuid        NOT NULL,
  change_index      integer     NOT NULL,
  change_count      integer     NOT NULL,
  registry_position bigint      NOT NULL,
  contacts_position bigint      NOT NULL,
  record_time       timestamptz NOT NULL,
  payload           bytea       NOT NULL,
  PRIMARY KEY (log, position)
);

-- The history that the positions of a log belong to.
CREATE TABLE epochs (
  log   text PRIMARY KEY,
  epoch uuid NOT NULL
);

-- migrate:down
