-- Finds an organization.
-- $1 organization_id
SELECT organization_id, log
FROM known_organizations
WHERE organization_id = $1
