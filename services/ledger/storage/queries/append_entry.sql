-- Appends an entry to a log.
-- $1 log, $2 position, $3 activity_id, $4 leaf_hash, $5 payload, $6 change_id,
-- $7 registry_position, $8 record_time
INSERT INTO entries (log, position, activity_id, leaf_hash, payload, change_id,
                     registry_position, contacts_position, record_time)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8)
