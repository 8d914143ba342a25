-- Lists the ids of the organizations that a reorganization created or changed.
-- $1 reorganization_id
SELECT DISTINCT v.organization_id
FROM organization_versions v JOIN reorganizations r USING (reorganization_id)
WHERE v.reorganization_id = $1 AND v.known_from = r.known_from
