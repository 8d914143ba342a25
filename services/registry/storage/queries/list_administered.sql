-- Lists the organizations that a person administers on a day.
-- $1 person_id, $2 day
SELECT DISTINCT organization_id
FROM posts
WHERE person_id = $1 AND administrator
  AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
ORDER BY organization_id
