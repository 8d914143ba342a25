-- Lists what may stand only once in an import, and stands there again.
-- $1 import_id
WITH cells AS (
  SELECT 1 AS table_code, 'key' AS column_name, 'DUPLICATE_KEY' AS reason, key AS value, ordinal, line
  FROM import_organizations WHERE import_id = $1 AND key <> ''
  UNION ALL
  SELECT 1, 'division_code', 'DUPLICATE_CODE', division_code, ordinal, line
  FROM import_organizations WHERE import_id = $1 AND division_code IS NOT NULL
  UNION ALL
  SELECT 1, 'school_code', 'DUPLICATE_CODE', school_code, ordinal, line
  FROM import_organizations WHERE import_id = $1 AND school_code IS NOT NULL
  UNION ALL
  SELECT 1, 'credit_code', 'DUPLICATE_CODE', credit_code, ordinal, line
  FROM import_organizations WHERE import_id = $1 AND credit_code IS NOT NULL
  UNION ALL
  SELECT 2, 'key', 'DUPLICATE_KEY', key, ordinal, line
  FROM import_people WHERE import_id = $1 AND key <> ''
  UNION ALL
  SELECT 2, 'phone', 'DUPLICATE_PHONE', phone_index::text, ordinal, line
  FROM import_people WHERE import_id = $1 AND phone_index IS NOT NULL
  UNION ALL
  SELECT 2, 'user_name', 'DUPLICATE_USER_NAME', user_name, ordinal, line
  FROM import_people WHERE import_id = $1 AND user_name IS NOT NULL
  UNION ALL
  SELECT 3, 'key', 'DUPLICATE_KEY', key, ordinal, line
  FROM import_posts WHERE import_id = $1 AND key <> ''
), repeated AS (
  SELECT table_code, column_name, value, min(ordinal) AS first_ordinal
  FROM cells
  GROUP BY table_code, column_name, value
  HAVING count(*) > 1
)
SELECT c.table_code, c.line, c.column_name, c.reason
FROM repeated r JOIN cells c USING (table_code, column_name, value)
WHERE c.ordinal > r.first_ordinal
