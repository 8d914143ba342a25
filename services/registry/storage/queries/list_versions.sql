-- Lists organizations with all their versions, as they were on record at an instant.
-- $1 organization_ids, $2 known_at or NULL for now
SELECT o.organization_id, o.kind, o.level, o.ledger_root, o.log, o.leading_body,
       o.many_youth, o.many_youth_reason, o.many_youth_from,
       (extract(epoch FROM o.create_time) * 1000000)::bigint AS create_micros,
       ARRAY(SELECT c.scheme || ' ' || c.code FROM organization_codes c
             WHERE c.organization_id = o.organization_id ORDER BY c.scheme) AS codes,
       v.valid_from, v.valid_to, v.display_name, v.parent_id, v.closed, v.reorganization_id
FROM unnest($1::uuid[]) AS wanted (organization_id)
CROSS JOIN LATERAL (
  -- OFFSET keeps the planner to one look into the index for each.
  SELECT v.organization_id, v.valid_from, v.valid_to, v.display_name, v.parent_id, v.closed,
         v.reorganization_id
  FROM organization_versions v
  WHERE v.organization_id = wanted.organization_id
    AND v.known_from <= coalesce($2, 'infinity'::timestamptz)
    AND (v.known_to IS NULL OR v.known_to > coalesce($2, 'infinity'::timestamptz))
  OFFSET 0) v
CROSS JOIN LATERAL (
  SELECT o.organization_id, o.kind, o.level, o.ledger_root, o.log, o.leading_body,
         o.many_youth, o.many_youth_reason, o.many_youth_from, o.create_time
  FROM organizations o
  WHERE o.organization_id = wanted.organization_id
  OFFSET 0) o
ORDER BY v.organization_id, v.valid_from
