-- Tells how far a log has come, and nothing of an outbox. The running epoch is
-- the last row of the log: where a log may have several, the column after it is
-- their number.
-- $1 log
SELECT coalesce((SELECT e.epoch::text FROM epochs e WHERE e.log = $1 ORDER BY e DESC LIMIT 1), '')
         AS epoch,
       coalesce((SELECT max(position) FROM feed WHERE log = $1), 0) AS position,
       0 AS pending
