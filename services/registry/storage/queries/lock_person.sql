-- Locks a person: one appointment of theirs at a time.
-- $1 person_id
SELECT person_id
FROM people
WHERE person_id = $1
FOR NO KEY UPDATE
