-- Says that an appeal is answered.
-- $1 appeal_id, $2 first_reply_time
UPDATE appeals SET state = 'ANSWERED', first_reply_time = $2
WHERE appeal_id = $1
