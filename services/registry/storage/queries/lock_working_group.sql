-- Locks a working group: one change of it at a time.
-- $1 organization_id, $2 working_group_id
SELECT working_group_id
FROM working_groups
WHERE organization_id = $1 AND working_group_id = $2
FOR NO KEY UPDATE
