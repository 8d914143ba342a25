-- Deletes rows of an import, at most 3 x $2; answers how many.
-- $1 import_id, $2 limit
WITH organizations_gone AS (
  DELETE FROM import_organizations
  WHERE ctid = ANY(ARRAY(SELECT ctid FROM import_organizations WHERE import_id = $1 LIMIT $2))
  RETURNING 1
), people_gone AS (
  DELETE FROM import_people
  WHERE ctid = ANY(ARRAY(SELECT ctid FROM import_people WHERE import_id = $1 LIMIT $2))
  RETURNING 1
), posts_gone AS (
  DELETE FROM import_posts
  WHERE ctid = ANY(ARRAY(SELECT ctid FROM import_posts WHERE import_id = $1 LIMIT $2))
  RETURNING 1
)
SELECT (SELECT count(*) FROM organizations_gone) + (SELECT count(*) FROM people_gone)
         + (SELECT count(*) FROM posts_gone) AS deleted
