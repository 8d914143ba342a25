-- Finds what youths said of activities, in the order in which they did.
-- $1 log, $2 activity_ids
SELECT activity_id, youth_id, position, statement,
       (extract(epoch FROM record_time) * 1000000)::bigint AS record_micros
FROM statements
WHERE log = $1 AND activity_id = ANY ($2::uuid[])
ORDER BY position
