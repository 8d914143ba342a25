-- Lists the links of an organization.
-- $1 organization_id, $2 after link_id or NULL, $3 limit
SELECT link_id, organization_id, related_id, type, valid_from, valid_to
FROM secondary_links
WHERE organization_id = $1 AND ($2::uuid IS NULL OR link_id > $2)
ORDER BY link_id
LIMIT $3
