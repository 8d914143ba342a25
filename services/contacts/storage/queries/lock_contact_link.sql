-- Reads a link of a youth and locks it against other changes.
-- $1 contact_link_id, $2 youth_id
SELECT contact_link_id, youth_id, organization_id, post_id, log, state, active_day, inactive_day,
       (extract(epoch FROM create_time) * 1000000)::bigint AS create_micros
FROM contact_links
WHERE contact_link_id = $1 AND youth_id = $2
FOR UPDATE
