-- Keeps what there should be in an organization.
-- $1 organization_id, $2 kind or 0 for posts, $3 expected, $4 set_time
INSERT INTO expectations (organization_id, kind, expected, set_time)
VALUES ($1, $2, $3, $4)
ON CONFLICT (organization_id, kind)
DO UPDATE SET expected = excluded.expected, set_time = excluded.set_time
