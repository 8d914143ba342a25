-- Ends a post.
-- $1 post_id, $2 valid_to
UPDATE posts
SET valid_to = $2
WHERE post_id = $1
