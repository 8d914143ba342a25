-- Lists the logs with events in the outbox, each with its oldest, in the
-- snapshot that has this oldest transaction that has not ended; and the last
-- outbox id that anyone has taken. One row with NULLs if there are no events.
-- It goes from event to event by the primary key.
-- $1 outbox id that the events are above
WITH RECURSIVE pending AS (
  (SELECT outbox_id, log, ARRAY[log] AS seen
   FROM outbox
   WHERE outbox_id > $1
   ORDER BY outbox_id
   LIMIT 1)
  UNION ALL
  SELECT n.outbox_id, n.log, p.seen || n.log
  FROM pending p
  CROSS JOIN LATERAL (
    SELECT o.outbox_id, o.log
    FROM outbox o
    WHERE o.outbox_id > p.outbox_id AND o.log <> ALL (p.seen)
    ORDER BY o.outbox_id
    LIMIT 1
  ) n
)
SELECT p.log, p.outbox_id AS oldest_id,
       pg_snapshot_xmin(pg_current_snapshot())::text AS oldest_transaction,
       CASE WHEN s.is_called THEN s.last_value ELSE 0 END AS last_id
FROM outbox_outbox_id_seq s LEFT JOIN pending p ON true
ORDER BY p.outbox_id
