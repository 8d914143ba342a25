-- Keeps the values of the commitments in an entry.
-- $1 log, $2 position, $3 fields, $4 salts, $5 values
INSERT INTO openings (log, position, field, salt, value)
SELECT $1, $2, o.field, o.salt, o.value
FROM unnest($3::text[], $4::bytea[], $5::bytea[]) AS o (field, salt, value)
