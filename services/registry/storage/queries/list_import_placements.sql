-- Lists new organizations of an import on one level, each with its parent: on record, or else in
-- the import.
-- Every lookup stays lateral, by OFFSET 0: an index finds it whatever is estimated of tables that
-- were empty a moment ago. coalesce() keeps the planner from the index of the versions' constraint:
-- that is the slower one.
-- $1 import_id, $2 level, $3 after ordinal, $4 limit
WITH page AS MATERIALIZED (
  SELECT ordinal, line, key, organization_id, display_name, kind, level, parent_key, valid_from,
         division_code, school_code, credit_code, leading_body, ledger_root
  FROM import_organizations r
  WHERE import_id = $1 AND level = $2 AND ordinal > $3 AND NOT bad
    AND NOT EXISTS (SELECT FROM organizations o WHERE o.key = r.key OFFSET 0)
  ORDER BY ordinal
  LIMIT $4
)
SELECT r.ordinal, r.line, r.key, r.organization_id, r.display_name, r.kind, r.level, r.parent_key,
       r.valid_from, r.division_code, r.school_code, r.credit_code, r.leading_body, r.ledger_root,
       coalesce(o.organization_id, f.organization_id) AS parent_id,
       coalesce(o.level, f.level) AS parent_level, o.log AS parent_log,
       CASE WHEN o.organization_id IS NULL THEN f.valid_from ELSE v.stands_from END
         AS parent_stands_from,
       o.organization_id IS NULL AND f.bad AS parent_bad
FROM page r
LEFT JOIN LATERAL (
  SELECT o.organization_id, o.level, o.log
  FROM organizations o
  WHERE o.key = r.parent_key
  OFFSET 0) o ON true
LEFT JOIN LATERAL (
  SELECT CASE WHEN NOT bool_or(v.closed AND v.valid_to IS NULL)
              THEN greatest(min(v.valid_from), max(v.valid_to) FILTER (WHERE v.closed)) END
           AS stands_from
  FROM organization_versions v
  WHERE v.organization_id = o.organization_id AND coalesce(v.known_to, 'infinity') = 'infinity'
  OFFSET 0) v ON true
LEFT JOIN LATERAL (
  SELECT f.organization_id, f.level, f.valid_from, f.bad
  FROM import_organizations f
  WHERE f.import_id = $1 AND f.key = r.parent_key AND o.organization_id IS NULL
  ORDER BY f.ordinal
  LIMIT 1) f ON true
ORDER BY r.ordinal
