-- Lists the replies to an appeal of a youth behind one, in the order of their
-- creation.
-- $1 appeal_id, $2 youth_id, $3 reply_id or NULL, $4 limit
SELECT r.reply_id, a.youth_id, r.appeal_id, r.organization_id, r.post_id, r.text, r.first,
       (extract(epoch FROM r.create_time) * 1000000)::bigint AS create_micros
FROM replies r
JOIN appeals a USING (appeal_id)
WHERE r.appeal_id = $1 AND a.youth_id = $2 AND ($3::uuid IS NULL OR r.reply_id > $3::uuid)
ORDER BY r.reply_id
LIMIT $4
