-- Appends entries to a log. Arrays have one element for each.
-- $1 log, $2 position of the first, $3 registry_position, $4 activity_ids, $5 leaf_hashes,
-- $6 payloads, $7 change_ids, $8 record_times
INSERT INTO entries (log, position, activity_id, leaf_hash, payload, change_id,
                     registry_position, contacts_position, record_time)
SELECT $1, $2::bigint + e.place - 1, e.activity_id, e.leaf_hash, e.payload, e.change_id, $3, 0,
       e.record_time
FROM unnest($4::uuid[], $5::bytea[], $6::bytea[], $7::uuid[], $8::timestamptz[])
     WITH ORDINALITY AS e (activity_id, leaf_hash, payload, change_id, record_time, place)
