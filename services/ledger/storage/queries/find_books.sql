-- Finds the last word on each period of some organizations in a log.
-- $1 log, $2 organization_ids
SELECT log, position, organization_id, first_day, end_day, closed, author_organization_id,
       author_post_id, (extract(epoch FROM record_time) * 1000000)::bigint AS record_micros
FROM find_books($1, $2)
