-- Inserts a post.
-- $1 post_id, $2 organization_id, $3 person_id, $4 title, $5 appointment_type, $6 leadership,
-- $7 rank_class, $8 managing_organization_id or NULL, $9 administrator, $10 valid_from,
-- $11 valid_to or NULL, $12 create_time
INSERT INTO posts (post_id, organization_id, person_id, title, appointment_type, leadership,
                   rank_class, managing_organization_id, administrator, valid_from, valid_to,
                   create_time)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
