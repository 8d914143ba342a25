-- Finds posts, in no particular order.
-- $1 post_ids
SELECT p.post_id, p.organization_id, o.log, p.valid_from, p.valid_to
FROM known_posts p
JOIN known_organizations o USING (organization_id)
WHERE p.post_id = ANY ($1::uuid[])
