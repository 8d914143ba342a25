-- Lists the guidance links of a post.
-- $1 organization_id and $2 post_id of the post that guides, $3 after guidance_link_id or NULL,
-- $4 limit
SELECT g.guidance_link_id, g.post_id, p.organization_id, g.committee_id, g.branch_id,
       g.guided_post_id, guided.organization_id AS guided_organization_id,
       g.valid_from, g.valid_to,
       (extract(epoch FROM g.create_time) * 1000000)::bigint AS create_micros
FROM guidance_links g JOIN posts p USING (post_id)
LEFT JOIN posts guided ON guided.post_id = g.guided_post_id
WHERE p.organization_id = $1 AND g.post_id = $2
  AND ($3::uuid IS NULL OR g.guidance_link_id > $3)
ORDER BY g.guidance_link_id
LIMIT $4
