-- Lists codes, phones and user names of new rows that others on record have.
-- $1 import_id
WITH codes AS (
  SELECT key, line, 'division_code' AS column_name, 1 AS scheme, division_code AS code
  FROM import_organizations WHERE import_id = $1 AND division_code IS NOT NULL
  UNION ALL
  SELECT key, line, 'school_code', 2, school_code
  FROM import_organizations WHERE import_id = $1 AND school_code IS NOT NULL
  UNION ALL
  SELECT key, line, 'credit_code', 3, credit_code
  FROM import_organizations WHERE import_id = $1 AND credit_code IS NOT NULL
)
SELECT 1 AS table_code, r.line, r.column_name, 'CODE_IN_USE' AS reason
FROM codes r JOIN organization_codes c ON c.scheme = r.scheme AND c.code = r.code
WHERE NOT EXISTS (SELECT FROM organizations k WHERE k.key = r.key)
UNION ALL
SELECT 2, r.line, 'phone', 'PHONE_IN_USE'
FROM import_people r JOIN people p USING (phone_index)
WHERE r.import_id = $1 AND NOT EXISTS (SELECT FROM people k WHERE k.key = r.key)
UNION ALL
SELECT 2, r.line, 'user_name', 'USER_NAME_IN_USE'
FROM import_people r JOIN people p USING (user_name)
WHERE r.import_id = $1 AND NOT EXISTS (SELECT FROM people k WHERE k.key = r.key)
