-- Makes this transaction the only sequencer of a log in this schema; false if
-- another one is.
-- $1 log
SELECT pg_try_advisory_xact_lock(hashtextextended(current_schema() || '.feed.' || $1, 0)) AS locked
