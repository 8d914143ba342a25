-- Lists for each organization of a list itself and those above it on a day, itself first.
-- $1 organization_ids, $2 day
WITH RECURSIVE path AS (
  SELECT 0 AS height, v.organization_id AS start_id, v.organization_id, v.parent_id
  FROM organization_versions v
  WHERE v.organization_id = ANY($1::uuid[]) AND v.known_to IS NULL AND NOT v.closed
    AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
  UNION ALL
  SELECT path.height + 1, path.start_id, v.organization_id, v.parent_id
  FROM path CROSS JOIN LATERAL (
    SELECT v.organization_id, v.parent_id
    FROM organization_versions v
    WHERE v.organization_id = path.parent_id AND v.known_to IS NULL AND NOT v.closed
      AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
    OFFSET 0) v
)
SELECT path.start_id, path.organization_id, o.level
FROM path CROSS JOIN LATERAL (
  SELECT o.level
  FROM organizations o
  WHERE o.organization_id = path.organization_id
  OFFSET 0) o
ORDER BY path.start_id, path.height
