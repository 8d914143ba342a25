-- Appends one event of a change. The transaction is begun before the event
-- takes its outbox_id: libs/feed/outbox_floor.h relies on it.
-- $1 log, $2 change_id, $3 change_index, $4 change_count, $5 registry_position,
-- $6 contacts_position, $7 record_time, $8 payload
WITH writer AS MATERIALIZED (
  SELECT pg_current_xact_id()
)
INSERT INTO outbox (log, change_id, change_index, change_count, registry_position,
                    contacts_position, record_time, payload)
SELECT $1, $2, $3, $4, $5, $6, $7, $8
FROM writer
