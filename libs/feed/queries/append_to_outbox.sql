-- Appends one event of a change.
-- $1 log, $2 change_id, $3 change_index, $4 change_count, $5 registry_position,
-- $6 contacts_position, $7 record_time, $8 payload
INSERT INTO outbox (log, change_id, change_index, change_count, registry_position,
                    contacts_position, record_time, payload)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
