-- Counts the people of an import: the ordinal of the last.
-- $1 import_id
SELECT rows
FROM import_counts
WHERE import_id = $1 AND table_code = 2
