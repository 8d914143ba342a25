-- Lists reorganizations.
-- $1 after reorganization_id or NULL, $2 limit
SELECT reorganization_id, effective_day, content,
       (extract(epoch FROM known_from) * 1000000)::bigint AS known_micros,
       (extract(epoch FROM create_time) * 1000000)::bigint AS create_micros,
       (extract(epoch FROM cancel_time) * 1000000)::bigint AS cancel_micros
FROM reorganizations
WHERE $1::uuid IS NULL OR reorganization_id > $1
ORDER BY reorganization_id
LIMIT $2
