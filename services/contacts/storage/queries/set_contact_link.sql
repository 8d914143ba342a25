-- Gives a link its new state.
-- $1 contact_link_id, $2 state, $3 active_day, $4 inactive_day
UPDATE contact_links SET state = $2, active_day = $3, inactive_day = $4
WHERE contact_link_id = $1
