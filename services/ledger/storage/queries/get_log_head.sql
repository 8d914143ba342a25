-- Tells where a log stands; no row while it is empty.
-- $1 log
SELECT e.epoch, c.size, c.frontier
FROM checkpoints c
JOIN epochs e USING (log)
WHERE c.log = $1
ORDER BY c.size DESC
LIMIT 1
