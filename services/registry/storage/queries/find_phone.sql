-- Finds who has a phone.
-- $1 phone_index
SELECT person_id
FROM people
WHERE phone_index = $1
