-- Inserts a kind.
-- $1 kind_id, $2 display_name, $3 activity_group, $4 requirement_ids, $5 create_time
INSERT INTO activity_kinds (kind_id, display_name, activity_group, requirement_ids, create_time)
VALUES ($1, $2, $3, $4, $5)
