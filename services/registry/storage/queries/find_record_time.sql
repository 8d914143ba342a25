-- Finds the instant of a write that changes organizations: the clock's, but after all that is on
-- record of them.
-- $1 time, $2 organization_ids
SELECT (extract(epoch FROM greatest($1::timestamptz, max(v.known_from) + interval '1 microsecond'))
        * 1000000)::bigint AS record_micros
FROM organization_versions v
WHERE v.organization_id = ANY($2::uuid[]) AND v.known_to IS NULL
