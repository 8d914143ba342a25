-- Lists problems of an import.
-- $1 import_id, $2 after number, $3 limit
SELECT number, table_code, line, column_name, reason, message
FROM import_problems
WHERE import_id = $1 AND number > $2
ORDER BY number
LIMIT $3
