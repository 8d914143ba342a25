-- Lists the counts of an import.
-- $1 import_id
SELECT table_code, rows, created, unchanged, problems
FROM import_counts
WHERE import_id = $1
