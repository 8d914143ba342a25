-- Finds the working groups that organizations have after a day, and keeps them from changing.
-- $1 organization_ids, $2 day
SELECT working_group_id
FROM working_groups
WHERE organization_id = ANY($1::uuid[])
  AND (valid_to IS NULL OR valid_to > greatest(valid_from, $2::date))
ORDER BY working_group_id
FOR NO KEY UPDATE
