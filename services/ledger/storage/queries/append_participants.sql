-- Keeps in which activities youths are named.
-- $1 log, $2 youth_ids, $3 activity_ids
INSERT INTO participants (log, youth_id, activity_id)
SELECT $1, p.youth_id, p.activity_id
FROM unnest($2::uuid[], $3::uuid[]) AS p (youth_id, activity_id)
