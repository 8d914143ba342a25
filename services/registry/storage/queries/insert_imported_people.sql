-- Inserts the new people of an import.
-- $1 import_id, $2 after ordinal, $3 up to ordinal, $4 create_time
INSERT INTO people (person_id, display_name, wrapped_key, ciphertext, phone_index, user_name,
                    external_key, create_time)
SELECT r.person_id, r.display_name, r.wrapped_key, r.ciphertext, r.phone_index, r.user_name, r.key,
       $4
FROM import_people r
WHERE r.import_id = $1 AND r.ordinal > $2 AND r.ordinal <= $3
  AND NOT EXISTS (SELECT FROM people p WHERE p.key = r.key OFFSET 0)
ORDER BY r.ordinal
