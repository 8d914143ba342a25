-- Inserts a youth.
-- $1 youth_id, $2 display_name, $3 phone_wrapped_key, $4 phone_ciphertext, $5 phone_blind_index,
-- $6 birth_year, $7 organization_id, $8 field, $9 industry, $10 create_time
INSERT INTO youths (youth_id, display_name, phone_wrapped_key, phone_ciphertext,
                    phone_blind_index, birth_year, organization_id, field, industry, create_time)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
