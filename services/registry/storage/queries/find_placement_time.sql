-- Finds the instant of a write that puts an organization under a parent: the clock's, but not
-- before the parent was on record.
-- $1 time, $2 parent_id or NULL
SELECT (extract(epoch FROM greatest($1::timestamptz, max(v.known_from)))
        * 1000000)::bigint AS record_micros
FROM organization_versions v
WHERE v.organization_id = $2 AND v.known_to IS NULL
