-- Tells whether a youth has a phone.
-- $1 phone_blind_index
SELECT EXISTS (SELECT 1 FROM youths WHERE phone_blind_index = $1) AS found
