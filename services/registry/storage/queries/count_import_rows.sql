-- Counts the rows of an import.
-- $1 import_id
SELECT coalesce(sum(rows), 0)::bigint AS rows
FROM import_counts
WHERE import_id = $1
