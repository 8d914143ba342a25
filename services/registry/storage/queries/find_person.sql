-- Finds a person.
-- $1 person_id
SELECT person_id, display_name, wrapped_key, ciphertext, user_name,
       (extract(epoch FROM create_time) * 1000000)::bigint AS create_micros
FROM people
WHERE person_id = $1
