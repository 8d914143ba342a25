-- Lists leaf hashes of entries.
-- $1 log, $2 positions
SELECT position, leaf_hash
FROM entries
WHERE log = $1 AND position = ANY ($2::bigint[])
