-- Keeps that what is on record of an organization was found right.
-- $1 organization_id, $2 confirm_time, $3 principal
INSERT INTO confirmations (organization_id, confirm_time, principal)
VALUES ($1, $2, $3)
ON CONFLICT (organization_id)
DO UPDATE SET confirm_time = greatest(confirmations.confirm_time, excluded.confirm_time),
              principal = excluded.principal
