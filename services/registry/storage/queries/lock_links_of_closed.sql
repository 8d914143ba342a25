-- Finds the links that organizations have after a day, at either end, and keeps them from
-- changing.
-- $1 organization_ids, $2 day
SELECT link_id
FROM secondary_links
WHERE (organization_id = ANY($1::uuid[]) OR related_id = ANY($1::uuid[]))
  AND (valid_to IS NULL OR valid_to > greatest(valid_from, $2::date))
ORDER BY link_id
FOR NO KEY UPDATE
