-- Says how far the present step of an import is.
-- $1 import_id, $2 rows_done, $3 rows_total
UPDATE import_progress
SET rows_done = $2, rows_total = $3
WHERE import_id = $1
