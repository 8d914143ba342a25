-- Finds organizations and all that ever stood above them: a row for each parent,
-- by day, or one without.
-- $1 organization_ids
SELECT organization_id, log, parent_id, valid_from, valid_to
FROM known_with_all_above($1::uuid[])
ORDER BY organization_id, valid_from
