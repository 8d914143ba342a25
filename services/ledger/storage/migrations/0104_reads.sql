-- migrate:up
-- How activities are told, in one place.

-- What stands of each activity now. The times are microseconds since the epoch.
CREATE VIEW told_activities AS
SELECT a.log, a.activity_id, a.position, a.organization_id, a.author_organization_id,
       a.author_post_id, a.actor_organization_ids, a.actor_post_ids, a.kind_id, a.channel,
       a.purpose, a.day, a.start_minute, a.end_minute, a.participant_total, a.collective_id,
       a.evidence_kinds, a.evidence_digests, a.evidence_media_types, a.evidence_sizes,
       a.guided_branch_id, a.campaign, a.visit,
       (extract(epoch FROM a.record_time) * 1000000)::bigint AS record_micros,
       o.text_salt, o.text, o.circumstances_salt, o.circumstances, o.participants_salt,
       o.participants, o.evidence_uris_salt, o.evidence_uris,
       v.position AS void_position,
       (extract(epoch FROM v.record_time) * 1000000)::bigint AS void_micros,
       vo.reason AS void_reason, s.confirmed_count, s.disputed_count, r.redacted_fields
FROM activities a
LEFT JOIN openings o ON o.log = a.log AND o.position = a.position
LEFT JOIN voids v ON v.log = a.log AND v.activity_id = a.activity_id
LEFT JOIN openings vo ON vo.log = v.log AND vo.position = v.position
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE last.statement = 1) AS confirmed_count,
         count(*) FILTER (WHERE last.statement IN (2, 3)) AS disputed_count
  FROM (
    SELECT DISTINCT ON (said.youth_id) said.statement
    FROM statements said
    WHERE said.log = a.log AND said.activity_id = a.activity_id
    ORDER BY said.youth_id, said.position DESC
  ) last
) s
CROSS JOIN LATERAL (
  SELECT array_agg(DISTINCT erased.field ORDER BY erased.field) AS redacted_fields
  FROM redactions erased
  WHERE erased.log = a.log AND erased.activity_id = a.activity_id
) r;

-- Activities, each of an organizing body and in the log of that, in no particular
-- order. PL/pgSQL keeps one plan with the connection: with 16 clients three times
-- as many calls a second as a statement that is planned each time, and named
-- prepared statements are banned. Few are asked for, so the plan keeps to the
-- indexes, however large or small the tables were when it was made. The bounds of
-- the ids leave out the partitions that none is in.
CREATE FUNCTION get_activities(wanted_organization_ids uuid[], wanted_activity_ids uuid[])
RETURNS SETOF told_activities
LANGUAGE plpgsql STABLE ROWS 10
SET plan_cache_mode = force_generic_plan
SET enable_hashjoin = off
SET enable_mergejoin = off
SET enable_seqscan = off
AS $$
DECLARE
  first_id uuid := wanted_activity_ids[1];
  last_id uuid := first_id;
  each_id uuid;
BEGIN
  FOREACH each_id IN ARRAY wanted_activity_ids LOOP
    first_id := least(first_id, each_id);
    last_id := greatest(last_id, each_id);
  END LOOP;
  RETURN QUERY
  SELECT t.*
  FROM unnest(wanted_organization_ids, wanted_activity_ids) AS wanted (organization_id, activity_id)
  JOIN known_organizations known ON known.organization_id = wanted.organization_id
  JOIN told_activities t ON t.log = known.log AND t.activity_id = wanted.activity_id
                        AND t.organization_id = wanted.organization_id
  WHERE t.activity_id BETWEEN first_id AND last_id;
END
$$;

-- Those activities of a log that are there, in no particular order; planned in the
-- same way.
CREATE FUNCTION find_activities(wanted_log text, wanted_ids uuid[])
RETURNS SETOF told_activities
LANGUAGE plpgsql STABLE ROWS 100
SET plan_cache_mode = force_generic_plan
SET enable_hashjoin = off
SET enable_mergejoin = off
SET enable_seqscan = off
AS $$
DECLARE
  first_id uuid;
  last_id uuid;
BEGIN
  SELECT wanted.id INTO first_id FROM unnest(wanted_ids) wanted (id) ORDER BY wanted.id LIMIT 1;
  SELECT wanted.id INTO last_id FROM unnest(wanted_ids) wanted (id) ORDER BY wanted.id DESC LIMIT 1;
  RETURN QUERY
  SELECT t.*
  FROM unnest(wanted_ids) wanted (id)
  JOIN told_activities t ON t.log = wanted_log AND t.activity_id = wanted.id
  WHERE t.activity_id BETWEEN first_id AND last_id;
END
$$;

-- migrate:down
