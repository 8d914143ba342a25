-- Lets one publication at a time judge and insert, until the transaction ends.
SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '.publications', 0))
