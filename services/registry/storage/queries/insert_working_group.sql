-- Inserts a working group.
-- $1 working_group_id, $2 organization_id, $3 display_name, $4 purpose, $5 leader_post_id,
-- $6 valid_from, $7 create_time
INSERT INTO working_groups (working_group_id, organization_id, display_name, purpose,
                            leader_post_id, valid_from, create_time)
VALUES ($1, $2, $3, $4, $5, $6, $7)
