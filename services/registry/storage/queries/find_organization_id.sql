-- Finds whether an organization is on record.
-- $1 organization_id
SELECT organization_id
FROM organizations
WHERE organization_id = $1
