-- Finds the checkpoint of a size, with its cosignatures.
-- $1 log, $2 size
SELECT c.size, c.root, c.note, c.epoch,
       ARRAY(SELECT s.line FROM cosignatures s
             WHERE s.log = c.log AND s.size = c.size ORDER BY s.witness) AS cosignatures
FROM checkpoints c
WHERE c.log = $1 AND c.size = $2
