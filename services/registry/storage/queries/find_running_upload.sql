-- Finds the upload of an owner that is under way.
-- $1 owner
SELECT import_id
FROM imports
WHERE owner = $1 AND state = 1
