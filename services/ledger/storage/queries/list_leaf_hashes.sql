-- Lists leaf hashes of neighbouring entries.
-- $1 log, $2 first position, $3 last position
SELECT position, leaf_hash
FROM entries
WHERE log = $1 AND position BETWEEN $2 AND $3
