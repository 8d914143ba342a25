-- Numbers the problems of an import by table and line, and keeps how many there are.
-- $1 import_id
WITH numbered AS (
  SELECT ctid AS place, row_number() OVER (ORDER BY table_code, line, column_name, reason) AS number
  FROM import_problems
  WHERE import_id = $1
), written AS (
  UPDATE import_problems p
  SET number = numbered.number
  FROM numbered
  WHERE p.ctid = numbered.place
  RETURNING 1
)
UPDATE imports
SET problem_count = (SELECT count(*) FROM written)
WHERE import_id = $1
