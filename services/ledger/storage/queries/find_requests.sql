-- Finds requests that were answered, in no particular order. OFFSET 0 keeps to the
-- index, however many are asked for.
-- $1 log, $2 request_ids
SELECT found.request_id, found.digest, found.answer
FROM unnest($2::uuid[]) AS wanted (id)
CROSS JOIN LATERAL (
  SELECT r.request_id, r.digest, r.answer
  FROM requests r
  WHERE r.log = $1 AND r.request_id = wanted.id
  OFFSET 0
) found
