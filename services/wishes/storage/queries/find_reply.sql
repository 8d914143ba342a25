-- Finds a reply.
-- $1 reply_id
SELECT r.reply_id, a.youth_id, r.appeal_id, r.organization_id, r.post_id, r.text, r.first,
       (extract(epoch FROM r.create_time) * 1000000)::bigint AS create_micros
FROM replies r
JOIN appeals a USING (appeal_id)
WHERE r.reply_id = $1
