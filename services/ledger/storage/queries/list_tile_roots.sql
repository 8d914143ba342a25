-- Lists the hashes of the subtrees that full tiles span.
-- $1 log, $2 levels, $3 first tile_indexes, $4 last tile_indexes: a range each
SELECT t.level, t.tile_index, t.root
FROM unnest($2::integer[], $3::bigint[], $4::bigint[]) AS wanted (level, first_index, last_index)
JOIN tiles t ON t.log = $1 AND t.level = wanted.level
            AND t.tile_index BETWEEN wanted.first_index AND wanted.last_index
