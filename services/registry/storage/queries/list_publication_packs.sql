-- Lists all packs of some organizations, in the order of their publication.
-- $1 organization_ids
SELECT p.rule_pack_id, p.organization_id, p.document_number, p.version, p.content, p.subtree_ids,
       p.publisher, (extract(epoch FROM p.publish_time) * 1000000)::bigint AS publish_micros,
       coalesce(e.in_force_from, p.in_force_from) AS in_force_from,
       coalesce(e.in_force_to, p.in_force_to) AS in_force_to,
       e.superseded_by, e.withdrawal_reason
FROM rule_packs p LEFT JOIN rule_pack_endings e ON e.rule_pack_id = p.rule_pack_id
WHERE p.organization_id = ANY($1::uuid[])
ORDER BY p.organization_id, p.rule_pack_id
