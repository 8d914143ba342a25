-- Starts the snapshot.
-- $1 digest, $2 size_bytes, $3 create_time
INSERT INTO snapshots (digest, size_bytes, create_time) VALUES ($1, $2, $3)
