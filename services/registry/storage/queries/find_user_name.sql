-- Finds who has a user name.
-- $1 user_name
SELECT person_id
FROM people
WHERE user_name = $1
