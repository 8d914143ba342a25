-- Finds whether an organization is below another on a day.
-- $1 organization_id, $2 the one above, $3 day
WITH RECURSIVE above (organization_id) AS (
  SELECT parent_id
  FROM organization_versions
  WHERE organization_id = $1 AND known_to IS NULL
    AND valid_from <= $3 AND (valid_to IS NULL OR valid_to > $3)
  UNION ALL
  SELECT v.parent_id
  FROM above a JOIN organization_versions v USING (organization_id)
  WHERE v.known_to IS NULL AND v.valid_from <= $3 AND (v.valid_to IS NULL OR v.valid_to > $3)
)
SELECT organization_id
FROM above
WHERE organization_id = $2
