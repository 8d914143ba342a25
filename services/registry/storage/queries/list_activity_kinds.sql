-- Lists the catalogue.
-- $1 after kind_id or '', $2 limit
SELECT kind_id, display_name, activity_group, requirement_ids
FROM activity_kinds
WHERE kind_id > $1
ORDER BY kind_id
LIMIT $2
