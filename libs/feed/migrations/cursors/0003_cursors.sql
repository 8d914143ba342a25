-- migrate:up
-- How far this service has applied the feeds of others. A cursor moves in the
-- transaction of the effect.

CREATE TABLE cursors (
  source   text   NOT NULL,
  log      text   NOT NULL,
  epoch    text   NOT NULL,
  position bigint NOT NULL CHECK (position >= 0),
  PRIMARY KEY (source, log)
);

-- migrate:down
