-- Finds requests that were answered, in no particular order.
-- $1 log, $2 request_ids
SELECT request_id, digest, answer
FROM requests
WHERE log = $1 AND request_id = ANY ($2::uuid[])
