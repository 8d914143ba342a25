-- Finds what kind an organization is, and whether it stands on every day of a span. Its versions
-- have no gaps.
-- $1 organization_id, $2 valid_from, $3 valid_to or NULL
SELECT o.kind,
       EXISTS (SELECT FROM organization_versions v
               WHERE v.organization_id = o.organization_id AND v.known_to IS NULL
                 AND v.valid_from <= $2)
       AND NOT EXISTS (SELECT FROM organization_versions v
                       WHERE v.organization_id = o.organization_id AND v.known_to IS NULL
                         AND v.closed AND daterange(v.valid_from, v.valid_to) && daterange($2, $3))
         AS stands
FROM organizations o
WHERE o.organization_id = $1
