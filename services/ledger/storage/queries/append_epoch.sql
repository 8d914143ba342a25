-- Begins an epoch of a log.
-- $1 log, $2 number, $3 epoch, $4 first_position, $5 hash_algorithm, $6 begun_after
INSERT INTO epochs (log, number, epoch, first_position, hash_algorithm, begun_after)
VALUES ($1, $2, $3, $4, $5, $6)
