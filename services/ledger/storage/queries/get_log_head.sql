-- Tells where a log stands; no row while it is empty.
-- $1 log, $2 size of a checkpoint whose root is asked for
SELECT e.number, e.epoch, e.first_position, e.hash_algorithm, e.begun_after, c.size, c.frontier,
       c.note,
       (SELECT asked.root FROM checkpoints asked WHERE asked.log = $1 AND asked.size = $2)
         AS asked_root
FROM (SELECT number, epoch, first_position, hash_algorithm, begun_after
      FROM epochs WHERE log = $1 ORDER BY number DESC LIMIT 1) e
CROSS JOIN (SELECT size, frontier, note
            FROM checkpoints WHERE log = $1 ORDER BY size DESC LIMIT 1) c
