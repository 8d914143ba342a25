-- Finds whether a person holds a title in an organization on a day of a span.
-- $1 person_id, $2 organization_id, $3 title, $4 valid_from, $5 valid_to or NULL
SELECT post_id
FROM posts
WHERE person_id = $1 AND organization_id = $2 AND title = $3
  AND daterange(valid_from, valid_to) && daterange($4, $5)
LIMIT 1
