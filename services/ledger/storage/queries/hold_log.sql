-- Makes this transaction the only writer of a log, and tells where it stands: one
-- row, or one for each request that was answered before; see hold_log().
-- $1 log, $2 size of a checkpoint whose root is asked for, $3 request_ids
SELECT registry_position, new_entry_type, new_opening_type, new_activity_type, number, epoch,
       first_position, hash_algorithm, begun_after, size, frontier, note, asked_root, request_id,
       digest, answer
FROM hold_log($1, $2, $3)
