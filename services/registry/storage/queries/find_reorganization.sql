-- Finds a reorganization.
-- $1 reorganization_id
SELECT reorganization_id, effective_day, content,
       (extract(epoch FROM known_from) * 1000000)::bigint AS known_micros,
       (extract(epoch FROM create_time) * 1000000)::bigint AS create_micros,
       (extract(epoch FROM cancel_time) * 1000000)::bigint AS cancel_micros
FROM reorganizations
WHERE reorganization_id = $1
