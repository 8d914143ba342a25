-- Ends working groups because their organizations close, and keeps the ends that they had.
-- $1 working_group_ids, $2 day, $3 reorganization_id
WITH kept AS (
  INSERT INTO reorganization_ended_groups (reorganization_id, working_group_id, valid_to)
  SELECT $3::uuid, working_group_id, valid_to
  FROM working_groups
  WHERE working_group_id = ANY($1::uuid[])
), ended AS (
  UPDATE working_groups
  SET valid_to = greatest(valid_from, $2::date)
  WHERE working_group_id = ANY($1::uuid[])
  RETURNING working_group_id, organization_id, display_name, purpose, leader_post_id, valid_from,
            valid_to, create_time
)
SELECT g.working_group_id, g.organization_id, g.display_name, g.purpose, g.leader_post_id,
       leader.organization_id AS leader_organization_id, g.valid_from, g.valid_to,
       (extract(epoch FROM g.create_time) * 1000000)::bigint AS create_micros,
       member.post_ids, member.organization_ids, member.first_days, member.ends
FROM ended g JOIN posts leader ON leader.post_id = g.leader_post_id
CROSS JOIN LATERAL (
  SELECT array_agg(m.post_id ORDER BY m.ordinal) AS post_ids,
         array_agg(p.organization_id ORDER BY m.ordinal) AS organization_ids,
         array_agg(m.valid_from::text ORDER BY m.ordinal) AS first_days,
         array_agg(coalesce(m.valid_to::text, '') ORDER BY m.ordinal) AS ends
  FROM working_group_members m JOIN posts p USING (post_id)
  WHERE m.working_group_id = g.working_group_id
) member
ORDER BY g.working_group_id
