-- Tells which kinds the catalogue has.
-- $1 activity_kind_ids
SELECT activity_kind_id
FROM known_activity_kinds
WHERE activity_kind_id = ANY ($1::text[])
