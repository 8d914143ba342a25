-- Erases the reason of a voiding.
-- $1 log, $2 position
UPDATE openings SET reason_salt = NULL, reason = NULL WHERE log = $1 AND position = $2
