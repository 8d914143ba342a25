-- Finds the first answer to a request.
-- $1 log, $2 request_id
SELECT digest, answer
FROM requests
WHERE log = $1 AND request_id = $2
