-- Ends a link.
-- $1 link_id, $2 valid_to
UPDATE secondary_links
SET valid_to = $2
WHERE link_id = $1
