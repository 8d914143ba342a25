-- Lists the activities of some logs that a post is credited for, newest first: by the
-- primary key of actors.
-- $1 logs, $2 post_id, $3 activity_id to begin behind, $4 limit
SELECT wanted.log, found.activity_id
FROM unnest($1::text[]) AS wanted (log)
CROSS JOIN LATERAL (
  SELECT t.activity_id
  FROM actors t
  WHERE t.log = wanted.log AND t.post_id = $2 AND t.activity_id < $3
  ORDER BY t.activity_id DESC
  LIMIT $4
) found
ORDER BY found.activity_id DESC
LIMIT $4
