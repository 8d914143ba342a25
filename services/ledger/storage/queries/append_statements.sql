-- Keeps what youths say.
-- $1 log, $2 activity_ids, $3 youth_ids, $4 positions, $5 statements, $6 record_times
INSERT INTO statements (log, activity_id, youth_id, position, statement, record_time)
SELECT $1, s.activity_id, s.youth_id, s.position, s.statement, s.record_time
FROM unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::smallint[], $6::timestamptz[])
     AS s (activity_id, youth_id, position, statement, record_time)
