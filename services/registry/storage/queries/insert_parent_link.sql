-- Inserts the first link of an organization.
-- $1 organization_id, $2 level, $3 parent_id or NULL, $4 valid_from
INSERT INTO parent_links (organization_id, level, parent_id, parent_level, valid_from)
VALUES ($1, $2, $3, (SELECT level FROM organizations WHERE organization_id = $3), $4)
