-- Lists keys of other rows that neither the import nor the record has.
-- $1 import_id
WITH wanted AS (
  SELECT 1 AS table_code, line, 'parent_key' AS column_name, parent_key AS key
  FROM import_organizations WHERE import_id = $1 AND parent_key IS NOT NULL
  UNION ALL
  SELECT 3, line, 'organization_key', organization_key
  FROM import_posts WHERE import_id = $1 AND organization_key <> ''
  UNION ALL
  SELECT 3, line, 'managing_organization_key', managing_key
  FROM import_posts WHERE import_id = $1 AND managing_key IS NOT NULL
)
SELECT w.table_code, w.line, w.column_name, 'UNKNOWN_KEY' AS reason
FROM wanted w
WHERE NOT EXISTS (SELECT FROM import_organizations o WHERE o.import_id = $1 AND o.key = w.key)
  AND NOT EXISTS (SELECT FROM organizations o WHERE o.key = w.key)
UNION ALL
SELECT 3, r.line, 'person_key', 'UNKNOWN_KEY'
FROM import_posts r
WHERE r.import_id = $1 AND r.person_key <> ''
  AND NOT EXISTS (SELECT FROM import_people p WHERE p.import_id = $1 AND p.key = r.person_key)
  AND NOT EXISTS (SELECT FROM people p WHERE p.key = r.person_key)
