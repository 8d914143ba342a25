-- Tells whether the catalogue has a kind.
-- $1 activity_kind_id
SELECT EXISTS (SELECT 1 FROM known_activity_kinds WHERE activity_kind_id = $1) AS found
