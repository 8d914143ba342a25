-- Keeps where an organization stands.
-- $1 organization_id, $2 parent_ids, $3 valid_from, $4 valid_to
INSERT INTO known_parents (organization_id, parent_id, valid_from, valid_to)
SELECT $1::uuid, parent_id, valid_from, nullif(valid_to, '9999-12-31')
FROM unnest($2::uuid[], $3::date[], $4::date[]) AS p (parent_id, valid_from, valid_to)
