-- Inserts the next version of a year; returns it. Publications of one year wait
-- for each other by the lock taken before.
-- $1 year, $2 publish_time, $3 holidays, $4 make_up_days, $5 provisional,
-- $6 document_issuer, $7 document_number, $8 document_title, $9 document_day
INSERT INTO workday_years (year, version, publish_time, holidays, make_up_days, provisional,
                           document_issuer, document_number, document_title, document_day)
SELECT $1::integer, coalesce(max(version), 0) + 1, $2::timestamptz, $3::date[], $4::date[],
       $5::boolean, $6::text, $7::text, $8::text, $9::date
FROM workday_years
WHERE year = $1
RETURNING version
