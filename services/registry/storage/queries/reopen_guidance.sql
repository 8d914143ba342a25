-- Gives guidance back the ends that it had before a reorganization.
-- $1 reorganization_id
WITH kept AS (
  DELETE FROM reorganization_ended_guidance
  WHERE reorganization_id = $1
  RETURNING guidance_link_id, valid_to
), reopened AS (
  UPDATE guidance_links l
  SET valid_to = kept.valid_to
  FROM kept
  WHERE l.guidance_link_id = kept.guidance_link_id
  RETURNING l.guidance_link_id, l.post_id, l.committee_id, l.branch_id, l.guided_post_id,
            l.valid_from, l.valid_to, l.create_time
)
SELECT g.guidance_link_id, g.post_id, p.organization_id, g.committee_id, g.branch_id,
       g.guided_post_id, guided.organization_id AS guided_organization_id,
       g.valid_from, g.valid_to,
       (extract(epoch FROM g.create_time) * 1000000)::bigint AS create_micros
FROM reopened g JOIN posts p USING (post_id)
LEFT JOIN posts guided ON guided.post_id = g.guided_post_id
ORDER BY g.guidance_link_id
