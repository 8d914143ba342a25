-- Keeps an organization.
-- $1 organization_id, $2 log
INSERT INTO known_organizations (organization_id, log) VALUES ($1, $2)
