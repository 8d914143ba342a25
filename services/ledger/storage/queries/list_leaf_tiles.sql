-- Lists full tiles of leaf hashes.
-- $1 log, $2 tile_indexes
SELECT tile_index, hashes
FROM tiles
WHERE log = $1 AND level = 0 AND tile_index = ANY ($2::bigint[])
