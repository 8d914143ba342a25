-- Tells where a log stands; no row while it is empty.
-- $1 log, $2 size of a checkpoint whose root is asked for
SELECT number, epoch, first_position, hash_algorithm, begun_after, size, frontier, note, asked_root
FROM get_log_head($1, $2)
