-- Keeps that a reorganization was taken back.
-- $1 reorganization_id, $2 cancel_time, $3 cancel_reason, $4 content
UPDATE reorganizations
SET cancel_time = $2, cancel_reason = $3, content = $4
WHERE reorganization_id = $1
