-- Lists the appeals of a youth behind one, in the order of their creation.
-- $1 youth_id, $2 appeal_id or NULL, $3 limit
SELECT appeal_id, youth_id, kind, organization_id, post_id, owner_id, log, category, text, state,
       (extract(epoch FROM create_time) * 1000000)::bigint AS create_micros,
       (extract(epoch FROM first_reply_time) * 1000000)::bigint AS first_reply_micros
FROM appeals
WHERE youth_id = $1 AND ($2::uuid IS NULL OR appeal_id > $2::uuid)
ORDER BY appeal_id
LIMIT $3
