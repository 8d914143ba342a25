-- Lists the last version of each year.
-- $1 after year, $2 limit
SELECT DISTINCT ON (year) year, version,
       (extract(epoch FROM publish_time) * 1000000)::bigint AS publish_micros,
       holidays::text[] AS holidays, make_up_days::text[] AS make_up_days, provisional,
       document_issuer, document_number, document_title, document_day::text AS document_day
FROM workday_years
WHERE year > $1
ORDER BY year, version DESC
LIMIT $2
