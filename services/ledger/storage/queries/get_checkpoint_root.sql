-- Finds the root of the checkpoint of a size.
-- $1 log, $2 size
SELECT root FROM checkpoints WHERE log = $1 AND size = $2
