-- Keeps what requests were answered with. Arrays have one element for each.
-- $1 log, $2 request_ids, $3 digests, $4 answers, $5 create_times
INSERT INTO requests (log, request_id, digest, answer, create_time)
SELECT $1, r.request_id, r.digest, r.answer, r.create_time
FROM unnest($2::uuid[], $3::bytea[], $4::bytea[], $5::timestamptz[])
     AS r (request_id, digest, answer, create_time)
