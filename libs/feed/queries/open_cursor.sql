-- Starts a cursor, unless it exists.
-- $1 source, $2 log, $3 epoch
INSERT INTO cursors (source, log, epoch, position) VALUES ($1, $2, $3, 0)
ON CONFLICT (source, log) DO NOTHING
