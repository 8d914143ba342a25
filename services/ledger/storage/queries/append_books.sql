-- Keeps a closing or a reopening of books.
-- $1 log, $2 position, $3 organization_id, $4 first_day, $5 end_day, $6 closed,
-- $7 author_organization_id, $8 author_post_id, $9 record_time
INSERT INTO books (log, position, organization_id, first_day, end_day, closed,
                   author_organization_id, author_post_id, record_time)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
