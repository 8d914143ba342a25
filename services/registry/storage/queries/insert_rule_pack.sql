-- Inserts a pack as the next version of its document; returns the version.
-- $1 rule_pack_id, $2 organization_id, $3 document_number, $4 publish_time, $5 content
INSERT INTO rule_packs (rule_pack_id, organization_id, document_number, version, publish_time,
                        content)
SELECT $1::uuid, $2::uuid, $3::text, coalesce(max(version), 0) + 1, $4::timestamptz, $5::bytea
FROM rule_packs
WHERE organization_id = $2 AND document_number = $3
RETURNING version
