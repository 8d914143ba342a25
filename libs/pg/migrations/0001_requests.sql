-- migrate:up
-- The first answer to every write, so that a retry gets it again (AIP-155).

CREATE TABLE requests (
  log         text        NOT NULL,
  request_id  uuid        NOT NULL,
  -- SHA-256 over caller, method and request.
  digest      bytea       NOT NULL CHECK (octet_length(digest) = 32),
  -- The serialized response, or where that holds personal data what the service
  -- makes it from again.
  answer      bytea       NOT NULL,
  create_time timestamptz NOT NULL,
  PRIMARY KEY (log, request_id)
);

-- migrate:down
