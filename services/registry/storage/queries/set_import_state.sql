-- Moves an import on.
-- $1 import_id, $2 state before, $3 state after
UPDATE imports
SET state = $3
WHERE import_id = $1 AND state = $2
RETURNING import_id
