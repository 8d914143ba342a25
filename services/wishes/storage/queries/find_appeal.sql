-- Finds an appeal of a youth.
-- $1 appeal_id, $2 youth_id
SELECT appeal_id, youth_id, kind, organization_id, post_id, owner_id, log, category, text, state,
       (extract(epoch FROM create_time) * 1000000)::bigint AS create_micros,
       (extract(epoch FROM first_reply_time) * 1000000)::bigint AS first_reply_micros
FROM appeals
WHERE appeal_id = $1 AND youth_id = $2
