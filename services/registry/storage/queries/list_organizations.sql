-- Lists the organizations that stand on a day, with the link of the day.
-- $1 parent_id or NULL for any, $2 day, $3 after organization_id or NULL, $4 limit
SELECT o.organization_id, o.display_name, o.kind, o.level, o.ledger_root, o.log,
       (extract(epoch FROM o.create_time) * 1000000)::bigint AS create_micros,
       l.parent_id, l.valid_from, l.valid_to
FROM organizations o JOIN parent_links l USING (organization_id)
WHERE l.valid_from <= $2 AND (l.valid_to IS NULL OR l.valid_to > $2)
  AND ($1::uuid IS NULL OR l.parent_id = $1)
  AND ($3::uuid IS NULL OR o.organization_id > $3)
ORDER BY o.organization_id
LIMIT $4
