-- Lists the links of a youth behind one, in the order of their proposal.
-- $1 youth_id, $2 contact_link_id or NULL, $3 limit
SELECT contact_link_id, youth_id, organization_id, post_id, log, state, active_day, inactive_day,
       (extract(epoch FROM create_time) * 1000000)::bigint AS create_micros
FROM contact_links
WHERE youth_id = $1 AND ($2::uuid IS NULL OR contact_link_id > $2::uuid)
ORDER BY contact_link_id
LIMIT $3
