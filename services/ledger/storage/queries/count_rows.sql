-- Counts the activities that reads answer from, the closings and reopenings of
-- books, and the entries that nobody signed. What stands behind the newest
-- checkpoint is nobody's: such a row counts whatever the bound, or no export would
-- betray it.
-- $1 log, $2 position of the last to count, or 0
SELECT (SELECT count(*)
        FROM activities a
        WHERE a.log = $1 AND ($2 = 0 OR a.position <= $2 OR a.position > head.size))
         AS activity_count,
       (SELECT count(*)
        FROM books b
        WHERE b.log = $1 AND ($2 = 0 OR b.position <= $2 OR b.position > head.size))
         AS books_count,
       (SELECT count(*) FROM entries e WHERE e.log = $1 AND e.position > head.size)
         AS unsigned_entry_count
FROM (SELECT coalesce(max(size), 0) AS size FROM checkpoints WHERE log = $1) head
