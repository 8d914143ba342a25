-- Lists the cursors.
SELECT source, log, epoch, position
FROM snapshot_cursors
ORDER BY source, log
