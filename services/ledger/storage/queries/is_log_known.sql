-- Tells whether a log has entries or an organization.
-- $1 log
SELECT EXISTS (SELECT FROM epochs WHERE log = $1)
    OR EXISTS (SELECT FROM known_organizations
               WHERE organization_id = $1::uuid AND log = organization_id::text) AS known
