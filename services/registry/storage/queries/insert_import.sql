-- Inserts an import that receives rows.
-- $1 import_id, $2 owner, $3 create_time, $4 receive_time
WITH import AS (
  INSERT INTO imports (import_id, owner, state, create_time, receive_time)
  VALUES ($1, $2, 1, $3, $4)
  RETURNING import_id
)
INSERT INTO import_progress (import_id, rows_done, rows_total)
SELECT import_id, 0, 0
FROM import
