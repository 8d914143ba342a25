-- Finds the newest checkpoint of a log, with its cosignatures.
-- $1 log
SELECT c.size, c.root, c.note, c.epoch,
       ARRAY(SELECT s.line FROM cosignatures s
             WHERE s.log = c.log AND s.size = c.size ORDER BY s.witness) AS cosignatures
FROM checkpoints c
WHERE c.log = $1
ORDER BY c.size DESC
LIMIT 1
