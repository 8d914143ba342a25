-- Keeps salts and values of the commitments in entries. Arrays have one element
-- for each entry.
-- $1 log, $2 positions, $3 text_salts, $4 texts, $5 circumstances_salts, $6 circumstances,
-- $7 participants_salts, $8 participants, $9 evidence_uris_salts, $10 evidence_uris,
-- $11 reason_salts, $12 reasons, $13 youth_salts, $14 youths
INSERT INTO openings (log, position, text_salt, text, circumstances_salt, circumstances,
                      participants_salt, participants, evidence_uris_salt, evidence_uris,
                      reason_salt, reason, youth_salt, youth)
SELECT $1, o.position, o.text_salt, o.text, o.circumstances_salt, o.circumstances,
       o.participants_salt, o.participants, o.evidence_uris_salt, o.evidence_uris,
       o.reason_salt, o.reason, o.youth_salt, o.youth
FROM unnest($2::bigint[], $3::bytea[], $4::bytea[], $5::bytea[], $6::bytea[], $7::bytea[],
            $8::bytea[], $9::bytea[], $10::bytea[], $11::bytea[], $12::bytea[], $13::bytea[],
            $14::bytea[])
     AS o (position, text_salt, text, circumstances_salt, circumstances, participants_salt,
           participants, evidence_uris_salt, evidence_uris, reason_salt, reason, youth_salt, youth)
