-- Lists the organizations below one on a day, by id, as they were on record at an instant. All of
-- the subtree is walked, down to the lowest level that is asked for.
-- $1 organization_id, $2 day, $3 known_at, $4 depth_max or 0, $5 lowest level to walk to, $6 kinds
-- and $7 levels, empty for any, $8 whether closed ones, too, $9 after organization_id or NULL,
-- $10 limit
WITH RECURSIVE below AS (
  SELECT 0 AS depth, v.organization_id, v.level, v.valid_from, v.valid_to, v.display_name,
         v.parent_id, v.closed, v.reorganization_id
  FROM organization_versions v
  WHERE v.organization_id = $1
    AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
    AND v.known_from <= $3 AND (v.known_to IS NULL OR v.known_to > $3)
  UNION ALL
  SELECT below.depth + 1, v.organization_id, v.level, v.valid_from, v.valid_to, v.display_name,
         v.parent_id, v.closed, v.reorganization_id
  FROM below CROSS JOIN LATERAL (
    SELECT v.organization_id, v.level, v.valid_from, v.valid_to, v.display_name, v.parent_id,
           v.closed, v.reorganization_id
    FROM organization_versions v
    WHERE v.parent_id = below.organization_id AND v.level <= $5
      AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
      AND v.known_from <= $3 AND (v.known_to IS NULL OR v.known_to > $3)
    OFFSET 0) v
  -- Nothing stands below the lowest level, but what is closed may be kept there.
  WHERE ($4::integer = 0 OR below.depth < $4) AND (below.level < $5 OR $8)
), page AS (
  SELECT organization_id, valid_from, valid_to, display_name, parent_id, closed, reorganization_id
  FROM below
  WHERE depth > 0 AND ($9::uuid IS NULL OR organization_id > $9)
    AND ($8::boolean OR NOT closed)
    AND (cardinality($7::smallint[]) = 0 OR level = ANY($7))
    AND (cardinality($6::smallint[]) = 0
      OR (SELECT o.kind FROM organizations o WHERE o.organization_id = below.organization_id)
           = ANY($6))
  ORDER BY organization_id
  LIMIT $10
)
SELECT o.organization_id, o.kind, o.level, o.ledger_root, o.log, o.leading_body,
       o.many_youth, o.many_youth_reason, o.many_youth_from,
       (extract(epoch FROM o.create_time) * 1000000)::bigint AS create_micros,
       ARRAY(SELECT c.scheme || ' ' || c.code FROM organization_codes c
             WHERE c.organization_id = o.organization_id ORDER BY c.scheme) AS codes,
       page.valid_from, page.valid_to, page.display_name, page.parent_id, page.closed,
       page.reorganization_id
FROM page CROSS JOIN LATERAL (
  SELECT o.organization_id, o.kind, o.level, o.ledger_root, o.log, o.leading_body,
         o.many_youth, o.many_youth_reason, o.many_youth_from, o.create_time
  FROM organizations o
  WHERE o.organization_id = page.organization_id
  OFFSET 0) o
ORDER BY o.organization_id
