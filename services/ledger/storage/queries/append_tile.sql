-- Keeps a full tile.
-- $1 log, $2 level, $3 tile_index, $4 hashes, $5 root
INSERT INTO tiles (log, level, tile_index, hashes, root) VALUES ($1, $2, $3, $4, $5)
