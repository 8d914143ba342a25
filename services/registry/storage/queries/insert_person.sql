-- Inserts a person.
-- $1 person_id, $2 display_name, $3 wrapped_key, $4 ciphertext, $5 phone_index (all three or
-- none NULL), $6 user_name or NULL, $7 create_time
INSERT INTO people (person_id, display_name, wrapped_key, ciphertext, phone_index, user_name,
                    create_time)
VALUES ($1, $2, $3, $4, $5, $6, $7)
