-- Keeps a link that became active.
-- $1 contact_link_id, $2 youth_id, $3 post_id, $4 log, $5 active_from
INSERT INTO active_links (contact_link_id, youth_id, post_id, log, active_from)
VALUES ($1, $2, $3, $4, $5)
