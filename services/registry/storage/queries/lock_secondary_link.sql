-- Finds a link, and keeps it from changing.
-- $1 organization_id, $2 link_id
SELECT link_id, organization_id, related_id, type, valid_from, valid_to
FROM secondary_links
WHERE organization_id = $1 AND link_id = $2
FOR NO KEY UPDATE
