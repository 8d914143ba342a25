-- migrate:up
-- The read model over a restart: one snapshot, in chunks, with the cursors
-- that belong to it.

CREATE TABLE snapshots (
  -- There is one.
  only_one    boolean     PRIMARY KEY DEFAULT true CHECK (only_one),
  -- SHA-256 of all chunks.
  digest      bytea       NOT NULL CHECK (octet_length(digest) = 32),
  size_bytes  bigint      NOT NULL CHECK (size_bytes >= 0),
  create_time timestamptz NOT NULL
);

CREATE TABLE snapshot_chunks (
  only_one    boolean NOT NULL DEFAULT true REFERENCES snapshots ON DELETE CASCADE,
  chunk_index integer NOT NULL CHECK (chunk_index >= 0),
  bytes       bytea   NOT NULL,
  PRIMARY KEY (only_one, chunk_index)
);

CREATE TABLE snapshot_cursors (
  only_one boolean NOT NULL DEFAULT true REFERENCES snapshots ON DELETE CASCADE,
  source   text    NOT NULL,
  log      text    NOT NULL,
  epoch    text    NOT NULL,
  position bigint  NOT NULL CHECK (position >= 0),
  PRIMARY KEY (only_one, source, log)
);

-- migrate:down
