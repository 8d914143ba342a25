-- Marks an activity as void.
-- $1 log, $2 activity_id, $3 position, $4 record_time
INSERT INTO voids (log, activity_id, position, record_time)
VALUES ($1, $2, $3, $4)
