-- Finds whether the catalogue has a kind.
-- $1 kind_id
SELECT kind_id
FROM activity_kinds
WHERE kind_id = $1
