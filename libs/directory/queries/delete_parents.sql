-- Forgets where an organization stood.
-- $1 organization_id
DELETE FROM known_parents WHERE organization_id = $1
