-- Appends the checkpoint of the tree that ends with the newest entry.
-- $1 log, $2 size, $3 root, $4 frontier, $5 note, $6 epoch, $7 record_time
INSERT INTO checkpoints (log, size, root, frontier, note, epoch, record_time)
VALUES ($1, $2, $3, $4, $5, $6, $7)
