-- Finds a guidance link, and keeps it from changing.
-- $1 organization_id and $2 post_id of the post that guides, $3 guidance_link_id
SELECT g.guidance_link_id, g.post_id, p.organization_id, g.committee_id, g.branch_id,
       g.guided_post_id, guided.organization_id AS guided_organization_id,
       g.valid_from, g.valid_to,
       (extract(epoch FROM g.create_time) * 1000000)::bigint AS create_micros
FROM guidance_links g JOIN posts p USING (post_id)
LEFT JOIN posts guided ON guided.post_id = g.guided_post_id
WHERE p.organization_id = $1 AND g.post_id = $2 AND g.guidance_link_id = $3
FOR NO KEY UPDATE OF g
