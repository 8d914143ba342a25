-- Makes this transaction the only writer of a log, until it ends.
-- $1 log
SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '.log.' || $1, 0))
