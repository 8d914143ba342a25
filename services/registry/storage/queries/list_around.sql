-- Lists the ids of organizations, of every child that one has from a day on, and
-- of the parents of those among all these that are ledger roots.
-- $1 organization_ids, $2 day
WITH around AS (
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
    OFFSET 0) child)
SELECT organization_id
FROM around
UNION
SELECT place.parent_id
FROM around
CROSS JOIN LATERAL (
  SELECT o.ledger_root
  FROM organizations o
  WHERE o.organization_id = around.organization_id
  OFFSET 0) root
CROSS JOIN LATERAL (
  SELECT v.parent_id
  FROM organization_versions v
  WHERE v.organization_id = around.organization_id AND v.known_to IS NULL
    AND v.parent_id IS NOT NULL
  OFFSET 0) place
WHERE root.ledger_root
