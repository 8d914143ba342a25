-- Keeps what an entry says was erased of an activity.
-- $1 log, $2 activity_id, $3 position, $4 fields
INSERT INTO redactions (log, activity_id, position, field)
SELECT $1, $2, $3, field FROM unnest($4::smallint[]) AS field
