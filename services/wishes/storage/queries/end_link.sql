-- Gives a link its end.
-- $1 contact_link_id, $2 active_to
UPDATE active_links SET active_to = $2 WHERE contact_link_id = $1
