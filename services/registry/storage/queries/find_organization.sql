-- Finds an organization with the link of a day.
-- $1 organization_id, $2 day
SELECT o.organization_id, o.display_name, o.kind, o.level, o.ledger_root, o.log,
       (extract(epoch FROM o.create_time) * 1000000)::bigint AS create_micros,
       l.parent_id, l.valid_from, l.valid_to
FROM organizations o JOIN parent_links l USING (organization_id)
WHERE o.organization_id = $1 AND l.valid_from <= $2 AND (l.valid_to IS NULL OR l.valid_to > $2)
