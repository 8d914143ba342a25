-- Finds whether a post guides a base, or one post, on a day or later.
-- $1 post_id, $2 guided_post_id or NULL for a base, $3 day
SELECT guidance_link_id
FROM guidance_links
WHERE post_id = $1 AND guided_post_id IS NOT DISTINCT FROM $2
  AND (valid_to IS NULL OR valid_to > greatest(valid_from, $3))
LIMIT 1
