-- Inserts a link.
-- $1 contact_link_id, $2 youth_id, $3 organization_id, $4 post_id, $5 log, $6 state,
-- $7 active_day, $8 inactive_day, $9 create_time
INSERT INTO contact_links (contact_link_id, youth_id, organization_id, post_id, log, state,
                           active_day, inactive_day, create_time)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
