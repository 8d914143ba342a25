-- Finds the guidance that organizations have after a day, at either end, and keeps it from changing.
-- $1 organization_ids, $2 day
SELECT guidance_link_id
FROM guidance_links
WHERE guidance_link_id IN (
  SELECT guidance_link_id FROM guidance_links WHERE committee_id = ANY($1::uuid[])
  UNION ALL
  SELECT guidance_link_id FROM guidance_links WHERE branch_id = ANY($1::uuid[])
  UNION ALL
  SELECT g.guidance_link_id
  FROM posts p JOIN guidance_links g USING (post_id)
  WHERE p.organization_id = ANY($1::uuid[])
  UNION ALL
  SELECT g.guidance_link_id
  FROM posts p JOIN guidance_links g ON g.guided_post_id = p.post_id
  WHERE p.organization_id = ANY($1::uuid[])
) AND (valid_to IS NULL OR valid_to > greatest(valid_from, $2::date))
ORDER BY guidance_link_id
FOR NO KEY UPDATE
