-- Takes an import in hand that nobody else has: the oldest in a state.
-- $1 state
SELECT import_id
FROM imports
WHERE state = $1
ORDER BY import_id
LIMIT 1
FOR NO KEY UPDATE SKIP LOCKED
