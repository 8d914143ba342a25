-- Tells whether a youth and a post have a proposed or active link.
-- $1 youth_id, $2 post_id
SELECT EXISTS (
  SELECT 1
  FROM contact_links
  WHERE youth_id = $1 AND post_id = $2 AND state IN ('PROPOSED', 'ACTIVE')
) AS found
