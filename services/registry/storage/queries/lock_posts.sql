-- Finds posts, and keeps them from changing.
-- $1 post_ids
SELECT post_id, organization_id, person_id, title, appointment_type, leadership, rank_class,
       managing_organization_id, administrator, valid_from, valid_to,
       (extract(epoch FROM create_time) * 1000000)::bigint AS create_micros
FROM posts
WHERE post_id = ANY($1::uuid[])
ORDER BY post_id
FOR NO KEY UPDATE
