-- Lists the activities of some logs that an organizing body has, newest first: by
-- activities_by_organization.
-- $1 logs, $2 organization_id, $3 activity_id to begin behind, $4 limit
SELECT wanted.log, found.activity_id
FROM unnest($1::text[]) AS wanted (log)
CROSS JOIN LATERAL (
  SELECT a.activity_id
  FROM activities a
  WHERE a.log = wanted.log AND a.organization_id = $2 AND a.activity_id < $3
  ORDER BY a.activity_id DESC
  LIMIT $4
) found
ORDER BY found.activity_id DESC
LIMIT $4
