-- Finds whether a link has the same ends and type as another, on a day of its own.
-- $1 organization_id, $2 related_id, $3 type, $4 valid_from, $5 valid_to or NULL
SELECT link_id
FROM secondary_links
WHERE organization_id = $1 AND related_id = $2 AND type = $3
  AND daterange(valid_from, valid_to) && daterange($4, $5)
LIMIT 1
