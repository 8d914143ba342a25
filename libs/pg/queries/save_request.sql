-- Keeps the first answer to a request.
-- $1 log, $2 request_id, $3 digest, $4 answer, $5 create_time
INSERT INTO requests (log, request_id, digest, answer, create_time)
VALUES ($1, $2, $3, $4, $5)
