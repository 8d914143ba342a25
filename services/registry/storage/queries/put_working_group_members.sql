-- Inserts the members that a group has not yet, and sets the ends of the others.
-- $1 working_group_id; of each member, in order: $2 post_ids, $3 first days, $4 ends, '' while open
INSERT INTO working_group_members (working_group_id, ordinal, post_id, valid_from, valid_to)
SELECT $1, m.ordinal - 1, m.post_id, m.valid_from, nullif(m.valid_to, '')::date
FROM unnest($2::uuid[], $3::date[], $4::text[])
     WITH ORDINALITY AS m (post_id, valid_from, valid_to, ordinal)
ON CONFLICT (working_group_id, ordinal) DO UPDATE SET valid_to = excluded.valid_to
WHERE working_group_members.valid_to IS DISTINCT FROM excluded.valid_to
