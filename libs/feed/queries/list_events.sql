-- Lists events of a log after a position.
-- $1 log, $2 position, $3 limit
SELECT position, change_id, change_index, change_count, registry_position, contacts_position,
       (extract(epoch FROM record_time) * 1000000)::bigint AS record_micros, payload
FROM feed
WHERE log = $1 AND position > $2
ORDER BY position
LIMIT $3
