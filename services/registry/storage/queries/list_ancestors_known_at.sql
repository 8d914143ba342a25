-- Lists the organizations above one on a day, the parent first, as they were on record at an
-- instant.
-- $1 organization_id, $2 day, $3 known_at
WITH RECURSIVE path AS (
  SELECT 0 AS height, v.organization_id, v.valid_from, v.valid_to, v.display_name, v.parent_id,
         v.closed, v.reorganization_id
  FROM organization_versions v
  WHERE v.organization_id = $1
    AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
    AND v.known_from <= $3 AND (v.known_to IS NULL OR v.known_to > $3)
  UNION ALL
  SELECT path.height + 1, v.organization_id, v.valid_from, v.valid_to, v.display_name, v.parent_id,
         v.closed, v.reorganization_id
  FROM path CROSS JOIN LATERAL (
    SELECT v.organization_id, v.valid_from, v.valid_to, v.display_name, v.parent_id, v.closed,
           v.reorganization_id
    FROM organization_versions v
    WHERE v.organization_id = path.parent_id
      AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
      AND v.known_from <= $3 AND (v.known_to IS NULL OR v.known_to > $3)
    OFFSET 0) v
)
SELECT o.organization_id, o.kind, o.level, o.ledger_root, o.log, o.leading_body,
       o.many_youth, o.many_youth_reason, o.many_youth_from,
       (extract(epoch FROM o.create_time) * 1000000)::bigint AS create_micros,
       ARRAY(SELECT c.scheme || ' ' || c.code FROM organization_codes c
             WHERE c.organization_id = o.organization_id ORDER BY c.scheme) AS codes,
       path.valid_from, path.valid_to, path.display_name, path.parent_id, path.closed,
       path.reorganization_id
FROM path CROSS JOIN LATERAL (
  SELECT o.organization_id, o.kind, o.level, o.ledger_root, o.log, o.leading_body,
         o.many_youth, o.many_youth_reason, o.many_youth_from, o.create_time
  FROM organizations o
  WHERE o.organization_id = path.organization_id
  OFFSET 0) o
WHERE path.height > 0
ORDER BY path.height
