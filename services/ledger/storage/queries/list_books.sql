-- Lists closings and reopenings of some organizations in some logs, newest
-- first; those of several logs at one position are not parted.
-- $1 logs, $2 organization_ids, $3 position to begin behind, or NULL, $4 limit
SELECT b.log, b.position, b.organization_id, b.first_day, b.end_day, b.closed,
       b.author_organization_id, b.author_post_id,
       (extract(epoch FROM b.record_time) * 1000000)::bigint AS record_micros, o.reason
FROM books b
LEFT JOIN openings o USING (log, position)
WHERE b.log = ANY ($1::text[]) AND b.organization_id = ANY ($2::uuid[])
  AND ($3::bigint IS NULL OR b.position < $3)
ORDER BY b.position DESC
FETCH FIRST $4 ROWS WITH TIES
