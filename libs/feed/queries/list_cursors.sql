-- Lists every cursor.
SELECT source, log, epoch, position
FROM cursors
ORDER BY source, log
