-- Keeps how far one feed was applied.
-- $1 source, $2 log, $3 epoch, $4 position
INSERT INTO snapshot_cursors (source, log, epoch, position) VALUES ($1, $2, $3, $4)
