-- Lists those of some activities that match, newest first, with about what each
-- takes in a response. A condition that is NULL asks for nothing. The bounds of
-- the ids leave out the partitions that none is in.
-- $1 logs, $2 activity_ids, $3 the lowest of them, $4 the highest, $5 organization_id,
-- $6 actor's post_id, $7 kind_id, $8 campaign, $9 first day, $10 last day,
-- $11 youth_id, whom the leaves of the participants' tree hold as 16 bytes
SELECT a.log, a.activity_id,
       1000 + 100 * cardinality(a.actor_post_ids) + 200 * cardinality(a.evidence_kinds)
         + coalesce(octet_length(o.text), 0) + coalesce(octet_length(o.circumstances), 0)
         + coalesce(octet_length(o.evidence_uris), 0) + coalesce(octet_length(o.participants), 0)
         AS weight
FROM unnest($1::text[], $2::uuid[]) AS wanted (log, activity_id)
JOIN activities a ON a.log = wanted.log AND a.activity_id = wanted.activity_id
LEFT JOIN openings o ON o.log = a.log AND o.position = a.position
WHERE a.activity_id BETWEEN $3 AND $4
  AND ($5::uuid IS NULL OR a.organization_id = $5)
  AND ($6::uuid IS NULL OR $6 = ANY (a.actor_post_ids))
  AND ($7::text IS NULL OR a.kind_id = $7)
  AND ($8::text IS NULL OR a.campaign = $8)
  AND ($9::date IS NULL OR a.day >= $9)
  AND ($10::date IS NULL OR a.day <= $10)
  AND ($11::uuid IS NULL OR position(uuid_send($11) IN o.participants) > 0)
ORDER BY a.activity_id DESC
