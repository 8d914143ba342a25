-- Finds requests that were answered, in no particular order.
-- $1 log, $2 request_ids
SELECT request_id, digest, answer
FROM find_requests($1, $2)
