-- Inserts a code of an organization.
-- $1 organization_id, $2 scheme, $3 code
INSERT INTO organization_codes (organization_id, scheme, code)
VALUES ($1, $2, $3)
