-- Finds which codes organizations have. An external one is in use, too, if it is the key of another:
-- its id.
-- $1 schemes, $2 codes
SELECT scheme, code
FROM unnest($1::smallint[], $2::text[]) AS wanted (scheme, code)
WHERE EXISTS (SELECT FROM organization_codes c
              WHERE c.scheme = wanted.scheme AND c.code = wanted.code)
   OR (scheme = 4 AND EXISTS (SELECT FROM organizations o WHERE o.key = wanted.code))
ORDER BY scheme, code
