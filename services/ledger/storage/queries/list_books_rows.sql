-- Lists closings and reopenings of books that entries of a range made.
-- $1 log, $2 first position, $3 last position
SELECT log, position, organization_id, first_day, end_day, closed, author_organization_id,
       author_post_id, (extract(epoch FROM record_time) * 1000000)::bigint AS record_micros
FROM books
WHERE log = $1 AND position BETWEEN $2 AND $3
