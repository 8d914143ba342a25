-- Marks activities as void.
-- $1 log, $2 activity_ids, $3 positions, $4 record_times
INSERT INTO voids (log, activity_id, position, record_time)
SELECT $1, v.activity_id, v.position, v.record_time
FROM unnest($2::uuid[], $3::bigint[], $4::timestamptz[]) AS v (activity_id, position, record_time)
