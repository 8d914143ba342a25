-- Finds an import.
-- $1 import_id
SELECT i.import_id, i.state, i.failure, i.problem_count, p.rows_done, p.rows_total,
       (extract(epoch FROM i.create_time) * 1000000)::bigint AS create_micros
FROM imports i JOIN import_progress p USING (import_id)
WHERE i.import_id = $1
