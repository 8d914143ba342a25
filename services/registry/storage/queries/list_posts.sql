-- Lists the posts of an organization.
-- $1 organization_id, $2 after post_id or NULL, $3 limit
SELECT post_id, organization_id, person_id, title, appointment_type, leadership, rank_class,
       managing_organization_id, administrator, valid_from, valid_to,
       (extract(epoch FROM create_time) * 1000000)::bigint AS create_micros
FROM posts
WHERE organization_id = $1 AND ($2::uuid IS NULL OR post_id > $2)
ORDER BY post_id
LIMIT $3
