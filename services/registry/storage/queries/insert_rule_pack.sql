-- Inserts a pack.
-- $1 rule_pack_id, $2 organization_id, $3 document_number, $4 version, $5 publish_time, $6 content,
-- $7 in_force_from or NULL, $8 in_force_to or NULL, $9 subtree_ids, $10 publisher
INSERT INTO rule_packs (rule_pack_id, organization_id, document_number, version, publish_time,
                        content, in_force_from, in_force_to, subtree_ids, publisher)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
