-- Finds a working group with its members, whose arrays are NULL if it has none.
-- $1 organization_id, $2 working_group_id
SELECT g.working_group_id, g.organization_id, g.display_name, g.purpose, g.leader_post_id,
       leader.organization_id AS leader_organization_id, g.valid_from, g.valid_to,
       (extract(epoch FROM g.create_time) * 1000000)::bigint AS create_micros,
       member.post_ids, member.organization_ids, member.first_days, member.ends
FROM working_groups g JOIN posts leader ON leader.post_id = g.leader_post_id
CROSS JOIN LATERAL (
  SELECT array_agg(m.post_id ORDER BY m.ordinal) AS post_ids,
         array_agg(p.organization_id ORDER BY m.ordinal) AS organization_ids,
         array_agg(m.valid_from::text ORDER BY m.ordinal) AS first_days,
         array_agg(coalesce(m.valid_to::text, '') ORDER BY m.ordinal) AS ends
  FROM working_group_members m JOIN posts p USING (post_id)
  WHERE m.working_group_id = g.working_group_id
) member
WHERE g.organization_id = $1 AND g.working_group_id = $2
