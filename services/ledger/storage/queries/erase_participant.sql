-- Erases that a youth is named in an activity.
-- $1 log, $2 youth_id, $3 activity_id
DELETE FROM participants WHERE log = $1 AND youth_id = $2 AND activity_id = $3
