-- Forgets imports that are over.
-- $1 created before
DELETE FROM imports
WHERE state IN (5, 6) AND NOT has_rows AND create_time < $1
