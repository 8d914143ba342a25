-- Inserts a link.
-- $1 link_id, $2 organization_id, $3 related_id, $4 type, $5 valid_from, $6 valid_to or NULL
INSERT INTO secondary_links (link_id, organization_id, related_id, type, valid_from, valid_to)
VALUES ($1, $2, $3, $4, $5, $6)
