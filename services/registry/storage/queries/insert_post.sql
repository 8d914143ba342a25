-- Inserts a post.
-- $1 post_id, $2 organization_id, $3 person_id, $4 title, $5 appointment_type, $6 leadership,
-- $7 valid_from, $8 valid_to or NULL, $9 create_time
INSERT INTO posts (post_id, organization_id, person_id, title, appointment_type, leadership,
                   valid_from, valid_to, create_time)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
