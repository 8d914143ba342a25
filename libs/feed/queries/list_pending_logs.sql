-- Lists the logs with events in the outbox; one index probe per log.
WITH RECURSIVE pending AS (
  (SELECT log FROM outbox ORDER BY log LIMIT 1)
  UNION ALL
  SELECT (SELECT o.log FROM outbox o WHERE o.log > p.log ORDER BY o.log LIMIT 1)
  FROM pending p
  WHERE p.log IS NOT NULL
)
SELECT log
FROM pending
WHERE log IS NOT NULL
