-- Tells the last outbox id that anyone has taken, and a transaction that begins
-- after that: this one, so nothing may have been written in it.
WITH head AS MATERIALIZED (
  SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS last_id
  FROM outbox_outbox_id_seq
)
SELECT last_id, pg_current_xact_id()::text AS transaction
FROM head
