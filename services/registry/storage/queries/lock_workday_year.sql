-- Lets one transaction at a time publish a year.
-- $1 year
SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '.workday_years', $1::integer))
