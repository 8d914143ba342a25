-- Tells whether an activity of an organizing body names a youth, and the last
-- that the youth said of it; no row if there is no such activity. Who is named is
-- in the openings, which the log proves; the table participants only finds it.
-- $1 organization_id, $2 activity_id, $3 youth_id
SELECT coalesce(position(uuid_send($3) IN o.participants) > 0, false) AS named,
       said.statement, (extract(epoch FROM said.record_time) * 1000000)::bigint AS record_micros
FROM activities a
LEFT JOIN openings o ON o.log = a.log AND o.position = a.position
LEFT JOIN LATERAL (
  SELECT s.statement, s.record_time
  FROM statements s
  WHERE s.log = a.log AND s.activity_id = a.activity_id AND s.youth_id = $3
  ORDER BY s.position DESC
  LIMIT 1
) said ON true
WHERE a.log = (SELECT known.log FROM known_organizations known WHERE known.organization_id = $1)
  AND a.organization_id = $1 AND a.activity_id = $2
