-- Lists the posts of organizations that are in office on a day, with who holds them.
-- $1 organization_ids, $2 day
SELECT p.post_id, p.organization_id, p.person_id, p.title, p.appointment_type, p.leadership,
       p.rank_class, p.managing_organization_id, p.administrator, p.valid_from, p.valid_to,
       (extract(epoch FROM p.create_time) * 1000000)::bigint AS create_micros,
       p.key,
       h.key AS person_key,
       h.display_name, h.user_name,
       (extract(epoch FROM h.create_time) * 1000000)::bigint AS person_create_micros
FROM posts p JOIN people h USING (person_id)
WHERE p.organization_id = ANY($1::uuid[])
  AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2)
ORDER BY p.organization_id, p.post_id
