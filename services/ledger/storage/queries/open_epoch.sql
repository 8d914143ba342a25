-- Gives a log its first epoch.
-- $1 log, $2 epoch
INSERT INTO epochs (log, epoch) VALUES ($1, $2)
