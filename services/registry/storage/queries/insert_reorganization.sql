-- Inserts a reorganization.
-- $1 reorganization_id, $2 effective_day, $3 known_from, $4 create_time, $5 content
INSERT INTO reorganizations (reorganization_id, effective_day, known_from, create_time, content)
VALUES ($1, $2, $3, $4, $5)
