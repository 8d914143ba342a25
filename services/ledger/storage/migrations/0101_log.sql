-- migrate:up
-- The logs: entries, what proves them, and what their commitments hide. Rows
-- are inserted and never updated. Keys begin with the log, so that a log can be
-- moved to another server.

-- The history that the positions of a log belong to.
CREATE TABLE epochs (
  log   text PRIMARY KEY,
  epoch uuid NOT NULL
);

CREATE TABLE entries (
  log               text        NOT NULL REFERENCES epochs,
  position          bigint      NOT NULL CHECK (position > 0),
  activity_id       uuid        NOT NULL,
  -- SHA-256(0x00 || payload).
  leaf_hash         bytea       NOT NULL CHECK (octet_length(leaf_hash) = 32),
  -- A serialized xinqiao.ledger.v1.Event: the leaf.
  payload           bytea       NOT NULL,
  change_id         uuid        NOT NULL,
  registry_position bigint      NOT NULL CHECK (registry_position >= 0),
  contacts_position bigint      NOT NULL CHECK (contacts_position >= 0),
  record_time       timestamptz NOT NULL,
  PRIMARY KEY (log, position)
);

-- The tree of the first `size` entries. An entry is appended with the
-- checkpoint of the tree that ends with it.
CREATE TABLE checkpoints (
  log         text        NOT NULL,
  size        bigint      NOT NULL,
  root        bytea       NOT NULL CHECK (octet_length(root) = 32),
  -- The roots of the perfect subtrees, the largest first: enough to append.
  frontier    bytea[]     NOT NULL CHECK (cardinality(frontier) = bit_count(size::bit(64))),
  -- The signed note.
  note        text        NOT NULL,
  record_time timestamptz NOT NULL,
  PRIMARY KEY (log, size),
  FOREIGN KEY (log, size) REFERENCES entries (log, position)
);

-- Values of commitments: deleting a row erases the value, and the tree stands.
CREATE TABLE openings (
  log      text   NOT NULL,
  position bigint NOT NULL,
  field    text   NOT NULL CHECK (field IN ('text', 'circumstances', 'participants',
                                            'evidence_uris', 'void_reason')),
  salt     bytea  NOT NULL CHECK (octet_length(salt) = 32),
  value    bytea  NOT NULL,
  PRIMARY KEY (log, position, field),
  FOREIGN KEY (log, position) REFERENCES entries
);

-- What libs/feed publishes: each change is one entry.
CREATE VIEW feed AS
SELECT log, position, change_id, 0 AS change_index, 1 AS change_count, registry_position,
       contacts_position, record_time, payload
FROM entries;

-- migrate:down
