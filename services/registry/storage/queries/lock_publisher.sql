-- Finds whether an organization stands on a day, for one publication at a time.
-- $1 organization_id, $2 day
SELECT o.organization_id
FROM organizations o JOIN organization_versions v USING (organization_id)
WHERE o.organization_id = $1 AND v.known_to IS NULL AND NOT v.closed
  AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
FOR NO KEY UPDATE OF o
