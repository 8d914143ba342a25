-- Keeps an organization with its parents.
-- $1 organization_id, $2 log, $3 parent_ids, $4 valid_from, $5 valid_to
WITH saved AS (
  INSERT INTO known_organizations (organization_id, log) VALUES ($1, $2)
)
INSERT INTO known_parents (organization_id, parent_id, valid_from, valid_to)
SELECT $1::uuid, parent_id, valid_from, nullif(valid_to, '9999-12-31')
FROM unnest($3::uuid[], $4::date[], $5::date[]) AS p (parent_id, valid_from, valid_to)
