-- Tells how far a log has come whose writer numbers in its own transaction.
-- $1 log
SELECT coalesce((SELECT epoch::text FROM epochs WHERE log = $1), '') AS epoch,
       coalesce((SELECT max(position) FROM feed WHERE log = $1), 0) AS position,
       0 AS pending
