-- Finds posts, in no particular order. OFFSET 0 keeps to the index, however many
-- are asked for.
-- $1 post_ids
SELECT p.post_id, p.organization_id, o.log, p.valid_from, p.valid_to
FROM known_posts p
CROSS JOIN LATERAL (
  SELECT log FROM known_organizations WHERE organization_id = p.organization_id OFFSET 0
) o
WHERE p.post_id = ANY ($1::uuid[])
