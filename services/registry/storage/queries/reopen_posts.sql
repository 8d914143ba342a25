-- Gives posts back the ends that they had before a reorganization.
-- $1 reorganization_id
WITH kept AS (
  DELETE FROM reorganization_ended_posts
  WHERE reorganization_id = $1
  RETURNING post_id, valid_to
), reopened AS (
  UPDATE posts p
  SET valid_to = kept.valid_to
  FROM kept
  WHERE p.post_id = kept.post_id
  RETURNING p.post_id, p.organization_id, p.person_id, p.title, p.appointment_type, p.leadership,
            p.rank_class, p.managing_organization_id, p.administrator, p.valid_from, p.valid_to,
            p.create_time
)
SELECT post_id, organization_id, person_id, title, appointment_type, leadership, rank_class,
       managing_organization_id, administrator, valid_from, valid_to,
       (extract(epoch FROM create_time) * 1000000)::bigint AS create_micros
FROM reopened
ORDER BY post_id
