-- Keeps whether an organization has many youths.
-- $1 organization_id, $2 many_youth, $3 many_youth_reason, $4 many_youth_from
UPDATE organizations
SET many_youth = $2, many_youth_reason = $3, many_youth_from = $4
WHERE organization_id = $1
