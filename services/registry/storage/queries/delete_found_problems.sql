-- Forgets what an earlier check found.
-- $1 import_id
DELETE FROM import_problems
WHERE import_id = $1 AND NOT of_upload
