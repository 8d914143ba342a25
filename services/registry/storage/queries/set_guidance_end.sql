-- Sets the end of a guidance link.
-- $1 guidance_link_id, $2 valid_to
UPDATE guidance_links
SET valid_to = $2
WHERE guidance_link_id = $1
