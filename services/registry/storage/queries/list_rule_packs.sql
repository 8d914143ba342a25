-- Lists the packs of an organization.
-- $1 organization_id, $2 after rule_pack_id or NULL, $3 limit
SELECT rule_pack_id, organization_id, document_number, version, content,
       (extract(epoch FROM publish_time) * 1000000)::bigint AS publish_micros
FROM rule_packs
WHERE organization_id = $1 AND ($2::uuid IS NULL OR rule_pack_id > $2)
ORDER BY rule_pack_id
LIMIT $3
