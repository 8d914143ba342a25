-- Locks a youth against other proposals; no row if there is none.
-- $1 youth_id
SELECT youth_id
FROM youths
WHERE youth_id = $1
FOR NO KEY UPDATE
