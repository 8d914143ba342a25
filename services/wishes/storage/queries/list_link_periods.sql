-- Lists the days on which a youth and a post were linked.
-- $1 youth_id, $2 post_id
SELECT active_from, active_to
FROM active_links
WHERE youth_id = $1 AND post_id = $2
ORDER BY active_from
