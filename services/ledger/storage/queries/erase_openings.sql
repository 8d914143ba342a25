-- Erases openings of an activity.
-- $1 log, $2 position, $3 whether the text, $4 circumstances, $5 evidence URIs,
-- $6 the leaves of the participants' tree that are left, or NULL to leave it
UPDATE openings
SET text_salt = CASE WHEN $3 THEN NULL ELSE text_salt END,
    text = CASE WHEN $3 THEN NULL ELSE text END,
    circumstances_salt = CASE WHEN $4 THEN NULL ELSE circumstances_salt END,
    circumstances = CASE WHEN $4 THEN NULL ELSE circumstances END,
    evidence_uris_salt = CASE WHEN $5 THEN NULL ELSE evidence_uris_salt END,
    evidence_uris = CASE WHEN $5 THEN NULL ELSE evidence_uris END,
    participants = coalesce($6, participants)
WHERE log = $1 AND position = $2
