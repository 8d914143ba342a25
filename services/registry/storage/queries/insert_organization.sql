-- Inserts an organization.
-- $1 organization_id, $2 display_name, $3 kind, $4 level, $5 ledger_root, $6 log, $7 create_time
INSERT INTO organizations (organization_id, display_name, kind, level, ledger_root, log,
                           create_time)
VALUES ($1, $2, $3, $4, $5, $6, $7)
