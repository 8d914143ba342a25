-- Inserts an appeal.
-- $1 appeal_id, $2 youth_id, $3 kind, $4 organization_id, $5 post_id, $6 owner_id, $7 log,
-- $8 category, $9 text, $10 create_time
INSERT INTO appeals (appeal_id, youth_id, kind, organization_id, post_id, owner_id, log, category,
                     text, state, create_time)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'SUBMITTED', $10)
