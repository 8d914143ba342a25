-- Takes an import in hand that is done with and still has rows.
SELECT import_id
FROM imports
WHERE has_rows AND state IN (5, 6)
ORDER BY import_id
LIMIT 1
FOR NO KEY UPDATE SKIP LOCKED
