-- Keeps a kind of the catalogue.
-- $1 activity_kind_id
INSERT INTO known_activity_kinds (activity_kind_id) VALUES ($1)
