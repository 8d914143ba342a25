-- Inserts a reply.
-- $1 reply_id, $2 appeal_id, $3 organization_id, $4 post_id, $5 text, $6 first, $7 create_time
INSERT INTO replies (reply_id, appeal_id, organization_id, post_id, text, first, create_time)
VALUES ($1, $2, $3, $4, $5, $6, $7)
