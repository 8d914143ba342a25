-- Finds a pack.
-- $1 organization_id, $2 rule_pack_id
SELECT rule_pack_id, organization_id, document_number, version, content,
       (extract(epoch FROM publish_time) * 1000000)::bigint AS publish_micros
FROM rule_packs
WHERE organization_id = $1 AND rule_pack_id = $2
