-- Finds an organization with its version of a day, as it was on record at an instant.
-- $1 organization_id, $2 day, $3 known_at or NULL for now
SELECT o.organization_id, o.kind, o.level, o.ledger_root, o.log, o.leading_body,
       o.many_youth, o.many_youth_reason, o.many_youth_from,
       (extract(epoch FROM o.create_time) * 1000000)::bigint AS create_micros,
       ARRAY(SELECT c.scheme || ' ' || c.code FROM organization_codes c
             WHERE c.organization_id = o.organization_id ORDER BY c.scheme) AS codes,
       v.valid_from, v.valid_to, v.display_name, v.parent_id, v.closed, v.reorganization_id
FROM organizations o JOIN organization_versions v USING (organization_id)
WHERE o.organization_id = $1
  AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
  AND v.known_from <= coalesce($3, 'infinity'::timestamptz)
  AND (v.known_to IS NULL OR v.known_to > coalesce($3, 'infinity'::timestamptz))
