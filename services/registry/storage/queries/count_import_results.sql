-- Keeps what will be done with the rows of an import.
-- $1 import_id
WITH with_problems AS (
  SELECT table_code, count(DISTINCT line) AS problems
  FROM import_problems
  WHERE import_id = $1
  GROUP BY table_code
), on_record AS (
  SELECT 1 AS table_code, r.line
  FROM import_organizations r JOIN organizations o USING (key)
  WHERE r.import_id = $1
  UNION ALL
  SELECT 2, r.line
  FROM import_people r JOIN people p USING (key)
  WHERE r.import_id = $1
  UNION ALL
  SELECT 3, r.line
  FROM import_posts r JOIN posts p USING (key)
  WHERE r.import_id = $1
), unchanged AS (
  SELECT o.table_code, count(*) AS unchanged
  FROM on_record o
  WHERE NOT EXISTS (SELECT FROM import_problems p
                    WHERE p.import_id = $1 AND p.table_code = o.table_code AND p.line = o.line)
  GROUP BY o.table_code
)
UPDATE import_counts c
SET problems = coalesce(w.problems, 0),
    unchanged = coalesce(u.unchanged, 0),
    created = c.rows - coalesce(w.problems, 0) - coalesce(u.unchanged, 0)
FROM import_counts c2
LEFT JOIN with_problems w ON w.table_code = c2.table_code
LEFT JOIN unchanged u ON u.table_code = c2.table_code
WHERE c.import_id = $1 AND c2.import_id = $1 AND c2.table_code = c.table_code
