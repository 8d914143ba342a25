-- Locks an organization: one decision about it at a time.
-- $1 organization_id
SELECT organization_id
FROM organizations
WHERE organization_id = $1
FOR NO KEY UPDATE
