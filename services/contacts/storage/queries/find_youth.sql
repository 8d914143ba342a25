-- Finds a youth.
-- $1 youth_id
SELECT youth_id, display_name, phone_wrapped_key, phone_ciphertext, phone_blind_index, birth_year,
       organization_id, field, industry,
       (extract(epoch FROM create_time) * 1000000)::bigint AS create_micros
FROM youths
WHERE youth_id = $1
