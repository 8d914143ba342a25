-- Deletes the snapshot with its chunks and cursors.
DELETE FROM snapshots
