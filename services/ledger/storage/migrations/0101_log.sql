-- migrate:up
-- The logs: entries, what proves them, and what their commitments hide. Rows
-- are inserted and never updated, but for openings, which are erased. Keys begin
-- with the log, so that a log can be moved to another server. There are no
-- foreign keys: one function writes all rows of an entry in one transaction, and
-- tools/verify finds what was written past it.

-- The stretches of a log's history that were never rolled back. The running one
-- has the highest number.
CREATE TABLE epochs (
  log            text     NOT NULL,
  number         integer  NOT NULL CHECK (number > 0),
  epoch          uuid     NOT NULL,
  first_position bigint   NOT NULL CHECK (first_position > 0),
  -- 1: SHA-256, 2: SM3.
  hash_algorithm smallint NOT NULL CHECK (hash_algorithm IN (1, 2)),
  -- The last checkpoint that was signed before it, whose loss it states; '' for
  -- the first.
  begun_after    text     NOT NULL,
  PRIMARY KEY (log, number)
);

CREATE TABLE entries (
  log               text        NOT NULL,
  position          bigint      NOT NULL CHECK (position > 0),
  -- The activity that it is about; NULL for books and epochs.
  activity_id       uuid,
  -- H(0x00 || payload).
  leaf_hash         bytea       NOT NULL CHECK (octet_length(leaf_hash) = 32),
  -- A serialized xinqiao.ledger.v1.Event: the leaf.
  payload           bytea       NOT NULL,
  change_id         uuid        NOT NULL,
  registry_position bigint      NOT NULL CHECK (registry_position >= 0),
  contacts_position bigint      NOT NULL CHECK (contacts_position >= 0),
  record_time       timestamptz NOT NULL,
  PRIMARY KEY (log, position)
);

-- The tree of the first `size` entries, signed. Each transaction that appends
-- writes one, for the tree that ends with its last entry.
CREATE TABLE checkpoints (
  log         text        NOT NULL,
  size        bigint      NOT NULL,
  root        bytea       NOT NULL CHECK (octet_length(root) = 32),
  -- The roots of the perfect subtrees, the largest first, one after the other:
  -- enough to append.
  frontier    bytea       NOT NULL CHECK (octet_length(frontier) = 32 * bit_count(size::bit(64))),
  -- The signed note.
  note        text        NOT NULL,
  -- Of the epoch in which it was signed.
  epoch       uuid        NOT NULL,
  record_time timestamptz NOT NULL,
  PRIMARY KEY (log, size)
);

-- 256 neighbouring hashes of one level of the tree, once all are there.
CREATE TABLE tiles (
  log        text    NOT NULL,
  level      integer NOT NULL CHECK (level BETWEEN 0 AND 7),
  tile_index bigint  NOT NULL CHECK (tile_index >= 0),
  hashes     bytea   NOT NULL CHECK (octet_length(hashes) = 32 * 256),
  -- The hash of the perfect subtree that the tile spans: an entry of the tile
  -- above, which may not be full for a long time.
  root       bytea   NOT NULL CHECK (octet_length(root) = 32),
  PRIMARY KEY (log, level, tile_index)
);

-- What witnesses signed.
CREATE TABLE cosignatures (
  log         text        NOT NULL,
  size        bigint      NOT NULL,
  witness     text        NOT NULL,
  line        text        NOT NULL,
  record_time timestamptz NOT NULL,
  PRIMARY KEY (log, size, witness)
);

-- Salts and values of the commitments in an entry; a pair is NULL where the
-- entry has no such commitment, or it was erased, which a further entry says.
CREATE TABLE openings (
  log                 text   NOT NULL,
  position            bigint NOT NULL,
  text_salt           bytea,
  text                bytea,
  circumstances_salt  bytea,
  circumstances       bytea,
  participants_salt   bytea,
  -- The leaves of the participants' tree, one after the other: 0x01, salt (32),
  -- UUID of the youth (16); or 0x00, leaf hash (32), once erased.
  participants        bytea,
  evidence_uris_salt  bytea,
  evidence_uris       bytea,
  reason_salt         bytea,
  reason              bytea,
  youth_salt          bytea,
  youth               bytea,
  PRIMARY KEY (log, position)
);

-- What libs/feed publishes: each change is one entry.
CREATE VIEW feed AS
SELECT log, position, change_id, 0 AS change_index, 1 AS change_count, registry_position,
       contacts_position, record_time, payload
FROM entries;

-- migrate:down
