-- migrate:up
-- What a batch has to know before it is written: the writer of a log asks for all
-- of it while nobody else can write. PL/pgSQL keeps the plans with the connection:
-- planning these statements takes longer than running them, and named prepared
-- statements are banned. A plan that was made while a table was small must do for
-- a large one: it keeps to the indexes.

-- Where a log stands, with the root of the checkpoint of a size; no row while it
-- is empty.
CREATE FUNCTION get_log_head(wanted_log text, asked_size bigint)
RETURNS TABLE (number integer, epoch uuid, first_position bigint, hash_algorithm smallint,
               begun_after text, size bigint, frontier bytea, note text, asked_root bytea)
LANGUAGE plpgsql STABLE ROWS 1
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
BEGIN
  RETURN QUERY
  SELECT e.number, e.epoch, e.first_position, e.hash_algorithm, e.begun_after, c.size,
         c.frontier, c.note,
         (SELECT asked.root FROM checkpoints asked
          WHERE asked.log = wanted_log AND asked.size = asked_size)
  FROM (SELECT running.number, running.epoch, running.first_position, running.hash_algorithm,
               running.begun_after
        FROM epochs running WHERE running.log = wanted_log
        ORDER BY running.number DESC LIMIT 1) e
  CROSS JOIN (SELECT newest.size, newest.frontier, newest.note
              FROM checkpoints newest WHERE newest.log = wanted_log
              ORDER BY newest.size DESC LIMIT 1) c;
END
$$;

-- Requests that were answered, in no particular order. OFFSET 0 looks each of them
-- up, however many are asked for.
CREATE FUNCTION find_requests(wanted_log text, wanted_ids uuid[])
RETURNS TABLE (request_id uuid, digest bytea, answer bytea)
LANGUAGE plpgsql STABLE ROWS 1
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
BEGIN
  RETURN QUERY
  SELECT found.request_id, found.digest, found.answer
  FROM unnest(wanted_ids) AS wanted (id)
  CROSS JOIN LATERAL (
    SELECT r.request_id, r.digest, r.answer
    FROM requests r
    WHERE r.log = wanted_log AND r.request_id = wanted.id
    OFFSET 0
  ) found;
END
$$;

-- The last word on each period of some organizations in a log.
CREATE FUNCTION find_books(wanted_log text, wanted_ids uuid[])
RETURNS SETOF books
LANGUAGE plpgsql STABLE ROWS 10
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
BEGIN
  RETURN QUERY
  SELECT DISTINCT ON (b.organization_id, b.first_day, b.end_day) b.*
  FROM books b
  WHERE b.log = wanted_log AND b.organization_id = ANY (wanted_ids)
  ORDER BY b.organization_id, b.first_day, b.end_day, b.position DESC;
END
$$;

-- migrate:down
