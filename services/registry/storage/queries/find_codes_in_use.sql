-- Finds which codes organizations have.
-- $1 schemes, $2 codes
SELECT c.scheme, c.code
FROM unnest($1::smallint[], $2::text[]) AS wanted (scheme, code)
JOIN organization_codes c USING (scheme, code)
ORDER BY c.scheme, c.code
