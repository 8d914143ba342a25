-- Erases who made statements.
-- $1 log, $2 positions
UPDATE openings SET youth_salt = NULL, youth = NULL
WHERE log = $1 AND position = ANY ($2::bigint[])
