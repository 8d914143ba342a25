-- Gives working groups back the ends that they had before a reorganization.
-- $1 reorganization_id
WITH kept AS (
  DELETE FROM reorganization_ended_groups
  WHERE reorganization_id = $1
  RETURNING working_group_id, valid_to
), reopened AS (
  UPDATE working_groups w
  SET valid_to = kept.valid_to
  FROM kept
  WHERE w.working_group_id = kept.working_group_id
  RETURNING w.working_group_id, w.organization_id, w.display_name, w.purpose, w.leader_post_id,
            w.valid_from, w.valid_to, w.create_time
)
SELECT g.working_group_id, g.organization_id, g.display_name, g.purpose, g.leader_post_id,
       leader.organization_id AS leader_organization_id, g.valid_from, g.valid_to,
       (extract(epoch FROM g.create_time) * 1000000)::bigint AS create_micros,
       member.post_ids, member.organization_ids, member.first_days, member.ends
FROM reopened g JOIN posts leader ON leader.post_id = g.leader_post_id
CROSS JOIN LATERAL (
  SELECT array_agg(m.post_id ORDER BY m.ordinal) AS post_ids,
         array_agg(p.organization_id ORDER BY m.ordinal) AS organization_ids,
         array_agg(m.valid_from::text ORDER BY m.ordinal) AS first_days,
         array_agg(coalesce(m.valid_to::text, '') ORDER BY m.ordinal) AS ends
  FROM working_group_members m JOIN posts p USING (post_id)
  WHERE m.working_group_id = g.working_group_id
) member
ORDER BY g.working_group_id
