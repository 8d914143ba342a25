-- Sets the end of a working group.
-- $1 working_group_id, $2 valid_to or NULL
UPDATE working_groups
SET valid_to = $2
WHERE working_group_id = $1
