-- Moves the oldest whole changes of a log from the outbox to the feed, and
-- numbers them. A change is placed by its first event, so its events stand
-- together; a change that waited for another's row lock wrote later, so it
-- stands later.
-- $1 log, $2 how many events to start from, $3 outbox id that they are above
WITH oldest AS (
  SELECT DISTINCT change_id
  FROM (SELECT change_id FROM outbox WHERE log = $1 AND outbox_id > $3
        ORDER BY outbox_id LIMIT $2) first_events
), moved AS (
  DELETE FROM outbox o
  USING oldest
  WHERE o.change_id = oldest.change_id
  RETURNING o.outbox_id, o.change_id, o.change_index, o.change_count, o.registry_position,
            o.contacts_position, o.record_time, o.payload
), placed AS (
  SELECT m.change_id, m.change_index, m.change_count, m.registry_position, m.contacts_position,
         m.record_time, m.payload, min(m.outbox_id) OVER (PARTITION BY m.change_id) AS first_id
  FROM moved m
), head AS (
  SELECT coalesce(max(position), 0) AS position FROM feed WHERE log = $1
)
INSERT INTO feed (log, position, change_id, change_index, change_count, registry_position,
                  contacts_position, record_time, payload)
SELECT $1, head.position + row_number() OVER (ORDER BY p.first_id, p.change_index), p.change_id,
       p.change_index, p.change_count, p.registry_position, p.contacts_position, p.record_time,
       p.payload
FROM placed p, head
