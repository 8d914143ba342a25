-- Keeps which activities credit posts.
-- $1 log, $2 post_ids, $3 activity_ids
INSERT INTO actors (log, post_id, activity_id)
SELECT $1, a.post_id, a.activity_id
FROM unnest($2::uuid[], $3::uuid[]) AS a (post_id, activity_id)
