-- Tells the epoch and the newest checkpoint of a log; no row while it is empty.
-- $1 log
SELECT e.epoch, c.note
FROM checkpoints c
JOIN epochs e USING (log)
WHERE c.log = $1
ORDER BY c.size DESC
LIMIT 1
