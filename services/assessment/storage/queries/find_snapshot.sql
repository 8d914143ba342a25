-- Finds the snapshot.
SELECT digest, (extract(epoch FROM create_time) * 1000000)::bigint AS create_micros
FROM snapshots
