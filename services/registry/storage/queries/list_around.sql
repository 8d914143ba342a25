-- Lists the ids of organizations, and of every child that one has from a day on.
-- $1 organization_ids, $2 day
SELECT wanted.organization_id
FROM unnest($1::uuid[]) AS wanted (organization_id)
UNION
SELECT child.organization_id
FROM unnest($1::uuid[]) AS wanted (organization_id)
CROSS JOIN LATERAL (
  SELECT v.organization_id
  FROM organization_versions v
  WHERE v.parent_id = wanted.organization_id AND v.known_to IS NULL
    AND (v.valid_to IS NULL OR v.valid_to > $2)
  OFFSET 0) child
