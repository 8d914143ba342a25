-- Tells how far a log has come, and what the outbox still holds, in one
-- snapshot.
-- $1 log, $2 outbox id that what is left there is above
SELECT coalesce((SELECT epoch::text FROM epochs WHERE log = $1), '') AS epoch,
       coalesce((SELECT max(position) FROM feed WHERE log = $1), 0) AS position,
       (SELECT count(*) FROM outbox WHERE log = $1 AND outbox_id > $2) AS pending
