-- Notes that the rows of an import are deleted.
-- $1 import_id
UPDATE imports
SET has_rows = false
WHERE import_id = $1
