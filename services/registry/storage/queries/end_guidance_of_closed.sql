-- Ends guidance because an organization at one of its ends closes, and keeps the ends that it had.
-- $1 guidance_link_ids, $2 day, $3 reorganization_id
WITH kept AS (
  INSERT INTO reorganization_ended_guidance (reorganization_id, guidance_link_id, valid_to)
  SELECT $3::uuid, guidance_link_id, valid_to
  FROM guidance_links
  WHERE guidance_link_id = ANY($1::uuid[])
), ended AS (
  UPDATE guidance_links
  SET valid_to = greatest(valid_from, $2::date)
  WHERE guidance_link_id = ANY($1::uuid[])
  RETURNING guidance_link_id, post_id, committee_id, branch_id, guided_post_id, valid_from,
            valid_to, create_time
)
SELECT g.guidance_link_id, g.post_id, p.organization_id, g.committee_id, g.branch_id,
       g.guided_post_id, guided.organization_id AS guided_organization_id,
       g.valid_from, g.valid_to,
       (extract(epoch FROM g.create_time) * 1000000)::bigint AS create_micros
FROM ended g JOIN posts p USING (post_id)
LEFT JOIN posts guided ON guided.post_id = g.guided_post_id
ORDER BY g.guidance_link_id
