-- Makes this transaction the only writer of a log, until it ends, and bounds it:
-- a replica that freezes in it loses the log before others give up the wait.
-- Several commands in one message, which takes no parameters: the name of the log
-- is put in as a literal.
SET LOCAL statement_timeout = '8s';
SET LOCAL lock_timeout = '7s';
SET LOCAL idle_in_transaction_session_timeout = '3s';
SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '.log.' || {log}, 0))
