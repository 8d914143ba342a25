-- Inserts what never changes of an organization.
-- $1 organization_id, $2 kind, $3 level, $4 ledger_root, $5 log, $6 leading_body, $7 create_time,
-- $8 external_key or NULL
INSERT INTO organizations (organization_id, kind, level, ledger_root, log, leading_body,
                           create_time, external_key)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
