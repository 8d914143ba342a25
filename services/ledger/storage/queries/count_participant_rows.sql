-- Counts by how many rows of participants activities are found, of those that are
-- wanted. OFFSET 0 keeps to the primary key.
-- $1 log, $2 activity_ids, $3 youth_ids, one for each
SELECT wanted.activity_id, count(*) AS row_count
FROM unnest($2::uuid[], $3::uuid[]) AS wanted (activity_id, youth_id)
CROSS JOIN LATERAL (
  SELECT FROM participants t
  WHERE t.log = $1 AND t.youth_id = wanted.youth_id AND t.activity_id = wanted.activity_id
  OFFSET 0
) found
GROUP BY wanted.activity_id
