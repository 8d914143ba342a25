-- Keeps how many rows an import has.
-- $1 import_id
INSERT INTO import_counts (import_id, table_code, rows)
SELECT $1, 1, count(*) FROM import_organizations WHERE import_id = $1
UNION ALL
SELECT $1, 2, count(*) FROM import_people WHERE import_id = $1
UNION ALL
SELECT $1, 3, count(*) FROM import_posts WHERE import_id = $1
