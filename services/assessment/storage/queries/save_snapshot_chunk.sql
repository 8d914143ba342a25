-- Keeps one chunk.
-- $1 chunk_index, $2 bytes
INSERT INTO snapshot_chunks (chunk_index, bytes) VALUES ($1, $2)
