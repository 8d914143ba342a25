-- Ends posts because their organizations close, and keeps the ends that they had.
-- $1 post_ids, $2 day, $3 reorganization_id
WITH kept AS (
  INSERT INTO reorganization_ended_posts (reorganization_id, post_id, valid_to)
  SELECT $3::uuid, post_id, valid_to
  FROM posts
  WHERE post_id = ANY($1::uuid[])
), ended AS (
  UPDATE posts
  SET valid_to = greatest(valid_from, $2::date)
  WHERE post_id = ANY($1::uuid[])
  RETURNING post_id, organization_id, person_id, title, appointment_type, leadership, rank_class,
            managing_organization_id, administrator, valid_from, valid_to, create_time
)
SELECT post_id, organization_id, person_id, title, appointment_type, leadership, rank_class,
       managing_organization_id, administrator, valid_from, valid_to,
       (extract(epoch FROM create_time) * 1000000)::bigint AS create_micros
FROM ended
ORDER BY post_id
