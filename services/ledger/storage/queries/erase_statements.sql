-- Erases statements of a youth.
-- $1 log, $2 activity_id, $3 positions
DELETE FROM statements WHERE log = $1 AND activity_id = $2 AND position = ANY ($3::bigint[])
