-- Finds an entry.
-- $1 log, $2 position
SELECT position, payload, leaf_hash
FROM entries
WHERE log = $1 AND position = $2
