-- Sets how long the next statements of this transaction wait for a lock.
-- $1 milliseconds
SELECT set_config('lock_timeout', $1, true)
