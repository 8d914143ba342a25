-- Keeps a person from going while a post names them.
-- $1 person_id
SELECT person_id
FROM people
WHERE person_id = $1
FOR KEY SHARE
