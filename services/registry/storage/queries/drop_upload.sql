-- Lets an upload come to nothing.
-- $1 import_id, $2 why
UPDATE imports
SET state = 6, failure = $2
WHERE import_id = $1 AND state = 1
