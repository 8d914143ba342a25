-- Takes versions of organizations off the record.
-- $1 organization_ids, $2 valid_from, $3 known_to
UPDATE organization_versions v
SET known_to = $3
FROM unnest($1::uuid[], $2::date[]) AS old (organization_id, valid_from)
WHERE v.organization_id = old.organization_id AND v.valid_from = old.valid_from
  AND v.known_to IS NULL
