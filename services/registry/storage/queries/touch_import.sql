-- Notes that rows came for an import that receives them, and locks it.
-- $1 import_id, $2 receive_time
UPDATE imports
SET receive_time = $2
WHERE import_id = $1 AND state = 1
RETURNING import_id
