-- Inserts a guidance link.
-- $1 guidance_link_id, $2 post_id, $3 committee_id and $4 branch_id or NULL, $5 guided_post_id or
-- NULL, $6 valid_from, $7 create_time
INSERT INTO guidance_links (guidance_link_id, post_id, committee_id, branch_id, guided_post_id,
                            valid_from, create_time)
VALUES ($1, $2, $3, $4, $5, $6, $7)
