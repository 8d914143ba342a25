-- Finds the instant of an application: the clock's, but not before anything on record.
-- $1 time
SELECT (extract(epoch FROM greatest($1::timestamptz, max(v.known_from)))
        * 1000000)::bigint AS record_micros
FROM organization_versions v
WHERE v.known_to IS NULL
