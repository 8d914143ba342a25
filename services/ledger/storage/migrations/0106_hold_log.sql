-- migrate:up
-- What a batch has to know before it is written: the writer of a log asks for all
-- of it while nobody else can write. PL/pgSQL keeps the plans with the connection:
-- planning these statements takes longer than running them, and named prepared
-- statements are banned. A plan that was made while a table was small must do for
-- a large one: it keeps to the indexes.

-- Makes this transaction the only writer of a log, until it ends, and bounds it: a
-- replica that freezes in it loses the log before others give up the wait. (This
-- statement itself has the role's time, of which the lock takes 7 s at most.) Then
-- tells where the log stands, with the root of the checkpoint of a size, and which
-- requests were answered before: one row, or one for each of those. Only in a
-- VOLATILE function each statement sees what was committed before it began: here,
-- the end of the log that is held.
CREATE FUNCTION hold_log(held_log text, asked_size bigint, wanted_request_ids uuid[])
RETURNS TABLE (registry_position bigint, new_entry_type oid, new_opening_type oid,
               new_activity_type oid, number integer, epoch uuid, first_position bigint,
               hash_algorithm smallint, begun_after text, size bigint, frontier bytea, note text,
               asked_root bytea, request_id uuid, digest bytea, answer bytea)
LANGUAGE plpgsql VOLATILE ROWS 1
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
BEGIN
  PERFORM set_config('lock_timeout', '7s', true),
          set_config('statement_timeout', '8s', true),
          set_config('idle_in_transaction_session_timeout', '3s', true);
  PERFORM pg_advisory_xact_lock(hashtextextended(current_schema() || '.log.' || held_log, 0));
  RETURN QUERY
  SELECT coalesce((SELECT c.position FROM cursors c
                   WHERE c.source = 'registry' AND c.log = 'registry'), 0),
         'new_entry'::regtype::oid, 'new_opening'::regtype::oid, 'new_activity'::regtype::oid,
         e.number, e.epoch, e.first_position, e.hash_algorithm, e.begun_after, c.size, c.frontier,
         c.note,
         (SELECT asked.root FROM checkpoints asked
          WHERE asked.log = held_log AND asked.size = asked_size),
         r.request_id, r.digest, r.answer
  FROM (SELECT) one
  LEFT JOIN LATERAL (SELECT running.*
                     FROM epochs running WHERE running.log = held_log
                     ORDER BY running.number DESC LIMIT 1) e ON true
  LEFT JOIN LATERAL (SELECT newest.size, newest.frontier, newest.note
                     FROM checkpoints newest WHERE newest.log = held_log
                     ORDER BY newest.size DESC LIMIT 1) c ON true
  LEFT JOIN LATERAL (SELECT found.*
                     FROM unnest(wanted_request_ids) AS wanted (id)
                     -- OFFSET 0 looks each up, however many are asked for.
                     CROSS JOIN LATERAL (SELECT known.request_id, known.digest, known.answer
                                         FROM requests known
                                         WHERE known.log = held_log
                                           AND known.request_id = wanted.id
                                         OFFSET 0) found) r ON true;
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
