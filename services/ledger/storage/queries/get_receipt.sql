-- Finds an entry with the checkpoint of a tree that holds it, and how the log is
-- hashed.
-- $1 log, $2 position, $3 tree size
SELECT n.payload, n.leaf_hash, c.note, c.epoch,
       (SELECT e.hash_algorithm FROM epochs e WHERE e.log = $1 ORDER BY e.number DESC LIMIT 1)
         AS hash_algorithm
FROM entries n
JOIN checkpoints c ON c.log = n.log AND c.size = $3
WHERE n.log = $1 AND n.position = $2
