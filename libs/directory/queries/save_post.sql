-- Keeps a post.
-- $1 post_id, $2 organization_id, $3 valid_from, $4 valid_to
INSERT INTO known_posts (post_id, organization_id, valid_from, valid_to) VALUES ($1, $2, $3, $4)
