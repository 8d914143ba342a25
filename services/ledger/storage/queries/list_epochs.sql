-- Lists the epochs of a log, the first one first.
-- $1 log
SELECT number, epoch, first_position, hash_algorithm, begun_after
FROM epochs
WHERE log = $1
ORDER BY number
