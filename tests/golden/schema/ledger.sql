CREATE SCHEMA ledger;
CREATE TYPE ledger.new_activity AS (
	activity_id uuid,
	"position" bigint,
	organization_id uuid,
	author_organization_id uuid,
	author_post_id uuid,
	actor_organization_ids uuid[],
	actor_post_ids uuid[],
	kind_id text,
	channel smallint,
	purpose smallint,
	day date,
	start_minute smallint,
	end_minute smallint,
	participant_total integer,
	collective_id uuid,
	evidence_kinds smallint[],
	evidence_digests bytea[],
	evidence_media_types text[],
	evidence_sizes bigint[],
	guided_branch_id uuid,
	campaign text,
	visit bytea,
	record_time timestamp with time zone,
	youth_ids uuid[]
);
CREATE TYPE ledger.new_entry AS (
	"position" bigint,
	activity_id uuid,
	leaf_hash bytea,
	payload bytea,
	change_id uuid,
	record_time timestamp with time zone,
	request_id uuid,
	request_digest bytea,
	request_answer bytea
);
CREATE TYPE ledger.new_opening AS (
	"position" bigint,
	text_salt bytea,
	text bytea,
	circumstances_salt bytea,
	circumstances bytea,
	participants_salt bytea,
	participants bytea,
	evidence_uris_salt bytea,
	evidence_uris bytea,
	reason_salt bytea,
	reason bytea,
	youth_salt bytea,
	youth bytea
);
CREATE FUNCTION ledger.append_batch(batch_log text, batch_registry_position bigint, new_entries ledger.new_entry[], new_openings ledger.new_opening[], new_activities ledger.new_activity[], tree_size bigint, tree_root bytea, tree_frontier bytea, signed_note text, batch_epoch uuid, batch_record_time timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
BEGIN
  INSERT INTO entries (log, position, activity_id, leaf_hash, payload, change_id,
                       registry_position, contacts_position, record_time)
  SELECT batch_log, e.position, e.activity_id, e.leaf_hash, e.payload, e.change_id,
         batch_registry_position, 0, e.record_time
  FROM unnest(new_entries) e;
  INSERT INTO requests (log, request_id, digest, answer, create_time)
  SELECT batch_log, e.request_id, e.request_digest, e.request_answer, e.record_time
  FROM unnest(new_entries) e;
  INSERT INTO openings (log, position, text_salt, text, circumstances_salt, circumstances,
                        participants_salt, participants, evidence_uris_salt, evidence_uris,
                        reason_salt, reason, youth_salt, youth)
  SELECT batch_log, o.position, o.text_salt, o.text, o.circumstances_salt, o.circumstances,
         o.participants_salt, o.participants, o.evidence_uris_salt, o.evidence_uris,
         o.reason_salt, o.reason, o.youth_salt, o.youth
  FROM unnest(new_openings) o;
  IF cardinality(new_activities) > 0 THEN
    INSERT INTO activities (log, activity_id, position, organization_id, author_organization_id,
                            author_post_id, actor_organization_ids, actor_post_ids, kind_id,
                            channel, purpose, day, start_minute, end_minute, participant_total,
                            collective_id, evidence_kinds, evidence_digests,
                            evidence_media_types, evidence_sizes, guided_branch_id, campaign,
                            visit, record_time)
    SELECT batch_log, a.activity_id, a.position, a.organization_id, a.author_organization_id,
           a.author_post_id, a.actor_organization_ids, a.actor_post_ids, a.kind_id, a.channel,
           a.purpose, a.day, a.start_minute, a.end_minute, a.participant_total, a.collective_id,
           a.evidence_kinds, a.evidence_digests, a.evidence_media_types, a.evidence_sizes,
           a.guided_branch_id, a.campaign, a.visit, a.record_time
    FROM unnest(new_activities) a;
    INSERT INTO actors (log, post_id, activity_id)
    SELECT batch_log, actor.post_id, a.activity_id
    FROM unnest(new_activities) a
    CROSS JOIN LATERAL unnest(a.actor_post_ids) AS actor (post_id);
    INSERT INTO participants (log, youth_id, activity_id)
    SELECT batch_log, youth.id, a.activity_id
    FROM unnest(new_activities) a
    CROSS JOIN LATERAL unnest(a.youth_ids) AS youth (id);
  END IF;
  INSERT INTO checkpoints (log, size, root, frontier, note, epoch, record_time)
  VALUES (batch_log, tree_size, tree_root, tree_frontier, signed_note, batch_epoch,
          batch_record_time);
END
$$;
CREATE TABLE ledger.activities (
    log text NOT NULL,
    activity_id uuid NOT NULL,
    "position" bigint NOT NULL,
    organization_id uuid NOT NULL,
    author_organization_id uuid NOT NULL,
    author_post_id uuid NOT NULL,
    actor_organization_ids uuid[] NOT NULL,
    actor_post_ids uuid[] NOT NULL,
    kind_id text NOT NULL,
    channel smallint NOT NULL,
    purpose smallint NOT NULL,
    day date NOT NULL,
    start_minute smallint,
    end_minute smallint,
    participant_total integer NOT NULL,
    collective_id uuid,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    campaign text,
    visit bytea,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK (((end_minute >= start_minute) AND (end_minute <= 1439))),
    CONSTRAINT activities_check1 CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check4 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK (((participant_total >= 0) AND (participant_total <= 1000000))),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3))),
    CONSTRAINT activities_start_minute_check CHECK (((start_minute >= 0) AND (start_minute <= 1439)))
)
PARTITION BY RANGE (activity_id);
CREATE TABLE ledger.openings (
    log text NOT NULL,
    "position" bigint NOT NULL,
    text_salt bytea,
    text bytea,
    circumstances_salt bytea,
    circumstances bytea,
    participants_salt bytea,
    participants bytea,
    evidence_uris_salt bytea,
    evidence_uris bytea,
    reason_salt bytea,
    reason bytea,
    youth_salt bytea,
    youth bytea
);
CREATE TABLE ledger.redactions (
    log text NOT NULL,
    activity_id uuid NOT NULL,
    "position" bigint NOT NULL,
    field smallint NOT NULL,
    CONSTRAINT redactions_field_check CHECK (((field >= 1) AND (field <= 5)))
);
CREATE TABLE ledger.statements (
    log text NOT NULL,
    activity_id uuid NOT NULL,
    youth_id uuid NOT NULL,
    "position" bigint NOT NULL,
    statement smallint NOT NULL,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT statements_statement_check CHECK (((statement >= 1) AND (statement <= 4)))
);
CREATE TABLE ledger.voids (
    log text NOT NULL,
    activity_id uuid NOT NULL,
    "position" bigint NOT NULL,
    record_time timestamp with time zone NOT NULL
);
CREATE VIEW ledger.told_activities AS
 SELECT a.log,
    a.activity_id,
    a."position",
    a.organization_id,
    a.author_organization_id,
    a.author_post_id,
    a.actor_organization_ids,
    a.actor_post_ids,
    a.kind_id,
    a.channel,
    a.purpose,
    a.day,
    a.start_minute,
    a.end_minute,
    a.participant_total,
    a.collective_id,
    a.evidence_kinds,
    a.evidence_digests,
    a.evidence_media_types,
    a.evidence_sizes,
    a.guided_branch_id,
    a.campaign,
    a.visit,
    ((EXTRACT(epoch FROM a.record_time) * (1000000)::numeric))::bigint AS record_micros,
    o.text_salt,
    o.text,
    o.circumstances_salt,
    o.circumstances,
    o.participants_salt,
    o.participants,
    o.evidence_uris_salt,
    o.evidence_uris,
    v."position" AS void_position,
    ((EXTRACT(epoch FROM v.record_time) * (1000000)::numeric))::bigint AS void_micros,
    vo.reason AS void_reason,
    s.confirmed_count,
    s.disputed_count,
    r.redacted_fields
   FROM (((((ledger.activities a
     LEFT JOIN ledger.openings o ON (((o.log = a.log) AND (o."position" = a."position"))))
     LEFT JOIN ledger.voids v ON (((v.log = a.log) AND (v.activity_id = a.activity_id))))
     LEFT JOIN ledger.openings vo ON (((vo.log = v.log) AND (vo."position" = v."position"))))
     CROSS JOIN LATERAL ( SELECT count(*) FILTER (WHERE (last.statement = 1)) AS confirmed_count,
            count(*) FILTER (WHERE (last.statement = ANY (ARRAY[2, 3]))) AS disputed_count
           FROM ( SELECT DISTINCT ON (said.youth_id) said.statement
                   FROM ledger.statements said
                  WHERE ((said.log = a.log) AND (said.activity_id = a.activity_id))
                  ORDER BY said.youth_id, said."position" DESC) last) s)
     CROSS JOIN LATERAL ( SELECT array_agg(DISTINCT erased.field ORDER BY erased.field) AS redacted_fields
           FROM ledger.redactions erased
          WHERE ((erased.log = a.log) AND (erased.activity_id = a.activity_id))) r);
CREATE FUNCTION ledger.find_activities(wanted_log text, wanted_ids uuid[]) RETURNS SETOF ledger.told_activities
    LANGUAGE plpgsql STABLE ROWS 100
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET enable_seqscan TO 'off'
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
CREATE TABLE ledger.books (
    log text NOT NULL,
    "position" bigint NOT NULL,
    organization_id uuid NOT NULL,
    first_day date NOT NULL,
    end_day date NOT NULL,
    closed boolean NOT NULL,
    author_organization_id uuid NOT NULL,
    author_post_id uuid NOT NULL,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT books_check CHECK ((end_day > first_day))
);
CREATE FUNCTION ledger.find_books(wanted_log text, wanted_ids uuid[]) RETURNS SETOF ledger.books
    LANGUAGE plpgsql STABLE ROWS 10
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_seqscan TO 'off'
    AS $$
BEGIN
  RETURN QUERY
  SELECT DISTINCT ON (b.organization_id, b.first_day, b.end_day) b.*
  FROM books b
  WHERE b.log = wanted_log AND b.organization_id = ANY (wanted_ids)
  ORDER BY b.organization_id, b.first_day, b.end_day, b.position DESC;
END
$$;
CREATE FUNCTION ledger.get_activities(wanted_organization_ids uuid[], wanted_activity_ids uuid[]) RETURNS SETOF ledger.told_activities
    LANGUAGE plpgsql STABLE ROWS 10
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET enable_seqscan TO 'off'
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
CREATE FUNCTION ledger.hold_log(held_log text, asked_size bigint, wanted_request_ids uuid[]) RETURNS TABLE(registry_position bigint, new_entry_type oid, new_opening_type oid, new_activity_type oid, number integer, epoch uuid, first_position bigint, hash_algorithm smallint, begun_after text, size bigint, frontier bytea, note text, asked_root bytea, request_id uuid, digest bytea, answer bytea)
    LANGUAGE plpgsql ROWS 1
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_seqscan TO 'off'
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
CREATE FUNCTION ledger.known_with_all_above(wanted_ids uuid[]) RETURNS TABLE(organization_id uuid, log text, parent_id uuid, valid_from date, valid_to date)
    LANGUAGE plpgsql STABLE
    SET plan_cache_mode TO 'force_generic_plan'
    SET jit TO 'off'
    AS $$
BEGIN
  RETURN QUERY
  WITH RECURSIVE above (id) AS (
    SELECT unnest(wanted_ids)
    UNION
    SELECT parent.id
    FROM above
    CROSS JOIN LATERAL (
      SELECT p.parent_id AS id FROM known_parents p WHERE p.organization_id = above.id OFFSET 0
    ) parent
  )
  SELECT above.id, known.log, parent.parent_id, parent.valid_from, parent.valid_to
  FROM above
  CROSS JOIN LATERAL (
    SELECT o.log FROM known_organizations o WHERE o.organization_id = above.id OFFSET 0
  ) known
  LEFT JOIN LATERAL (
    SELECT p.parent_id, p.valid_from, p.valid_to
    FROM known_parents p
    WHERE p.organization_id = above.id
    OFFSET 0
  ) parent ON true;
END
$$;
CREATE FUNCTION ledger.logs_of_roots_under(wanted_id uuid) RETURNS SETOF text
    LANGUAGE plpgsql STABLE
    SET plan_cache_mode TO 'force_generic_plan'
    SET jit TO 'off'
    AS $$
BEGIN
  RETURN QUERY
  WITH RECURSIVE above (log, id) AS (
    SELECT o.log, o.organization_id FROM known_organizations o WHERE o.log = o.organization_id::text
    UNION
    SELECT above.log, parent.id
    FROM above
    CROSS JOIN LATERAL (
      SELECT p.parent_id AS id FROM known_parents p WHERE p.organization_id = above.id OFFSET 0
    ) parent
  )
  SELECT above.log FROM above WHERE above.id = wanted_id;
END
$$;
CREATE TABLE ledger.activities_2024 (
    log text NOT NULL,
    activity_id uuid NOT NULL,
    "position" bigint NOT NULL,
    organization_id uuid NOT NULL,
    author_organization_id uuid NOT NULL,
    author_post_id uuid NOT NULL,
    actor_organization_ids uuid[] NOT NULL,
    actor_post_ids uuid[] NOT NULL,
    kind_id text NOT NULL,
    channel smallint NOT NULL,
    purpose smallint NOT NULL,
    day date NOT NULL,
    start_minute smallint,
    end_minute smallint,
    participant_total integer NOT NULL,
    collective_id uuid,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    campaign text,
    visit bytea,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK (((end_minute >= start_minute) AND (end_minute <= 1439))),
    CONSTRAINT activities_check1 CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check4 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK (((participant_total >= 0) AND (participant_total <= 1000000))),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3))),
    CONSTRAINT activities_start_minute_check CHECK (((start_minute >= 0) AND (start_minute <= 1439)))
);
CREATE TABLE ledger.activities_2025 (
    log text NOT NULL,
    activity_id uuid NOT NULL,
    "position" bigint NOT NULL,
    organization_id uuid NOT NULL,
    author_organization_id uuid NOT NULL,
    author_post_id uuid NOT NULL,
    actor_organization_ids uuid[] NOT NULL,
    actor_post_ids uuid[] NOT NULL,
    kind_id text NOT NULL,
    channel smallint NOT NULL,
    purpose smallint NOT NULL,
    day date NOT NULL,
    start_minute smallint,
    end_minute smallint,
    participant_total integer NOT NULL,
    collective_id uuid,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    campaign text,
    visit bytea,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK (((end_minute >= start_minute) AND (end_minute <= 1439))),
    CONSTRAINT activities_check1 CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check4 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK (((participant_total >= 0) AND (participant_total <= 1000000))),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3))),
    CONSTRAINT activities_start_minute_check CHECK (((start_minute >= 0) AND (start_minute <= 1439)))
);
CREATE TABLE ledger.activities_2026 (
    log text NOT NULL,
    activity_id uuid NOT NULL,
    "position" bigint NOT NULL,
    organization_id uuid NOT NULL,
    author_organization_id uuid NOT NULL,
    author_post_id uuid NOT NULL,
    actor_organization_ids uuid[] NOT NULL,
    actor_post_ids uuid[] NOT NULL,
    kind_id text NOT NULL,
    channel smallint NOT NULL,
    purpose smallint NOT NULL,
    day date NOT NULL,
    start_minute smallint,
    end_minute smallint,
    participant_total integer NOT NULL,
    collective_id uuid,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    campaign text,
    visit bytea,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK (((end_minute >= start_minute) AND (end_minute <= 1439))),
    CONSTRAINT activities_check1 CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check4 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK (((participant_total >= 0) AND (participant_total <= 1000000))),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3))),
    CONSTRAINT activities_start_minute_check CHECK (((start_minute >= 0) AND (start_minute <= 1439)))
);
CREATE TABLE ledger.activities_2027 (
    log text NOT NULL,
    activity_id uuid NOT NULL,
    "position" bigint NOT NULL,
    organization_id uuid NOT NULL,
    author_organization_id uuid NOT NULL,
    author_post_id uuid NOT NULL,
    actor_organization_ids uuid[] NOT NULL,
    actor_post_ids uuid[] NOT NULL,
    kind_id text NOT NULL,
    channel smallint NOT NULL,
    purpose smallint NOT NULL,
    day date NOT NULL,
    start_minute smallint,
    end_minute smallint,
    participant_total integer NOT NULL,
    collective_id uuid,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    campaign text,
    visit bytea,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK (((end_minute >= start_minute) AND (end_minute <= 1439))),
    CONSTRAINT activities_check1 CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check4 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK (((participant_total >= 0) AND (participant_total <= 1000000))),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3))),
    CONSTRAINT activities_start_minute_check CHECK (((start_minute >= 0) AND (start_minute <= 1439)))
);
CREATE TABLE ledger.activities_2028 (
    log text NOT NULL,
    activity_id uuid NOT NULL,
    "position" bigint NOT NULL,
    organization_id uuid NOT NULL,
    author_organization_id uuid NOT NULL,
    author_post_id uuid NOT NULL,
    actor_organization_ids uuid[] NOT NULL,
    actor_post_ids uuid[] NOT NULL,
    kind_id text NOT NULL,
    channel smallint NOT NULL,
    purpose smallint NOT NULL,
    day date NOT NULL,
    start_minute smallint,
    end_minute smallint,
    participant_total integer NOT NULL,
    collective_id uuid,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    campaign text,
    visit bytea,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK (((end_minute >= start_minute) AND (end_minute <= 1439))),
    CONSTRAINT activities_check1 CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check4 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK (((participant_total >= 0) AND (participant_total <= 1000000))),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3))),
    CONSTRAINT activities_start_minute_check CHECK (((start_minute >= 0) AND (start_minute <= 1439)))
);
CREATE TABLE ledger.activities_2029 (
    log text NOT NULL,
    activity_id uuid NOT NULL,
    "position" bigint NOT NULL,
    organization_id uuid NOT NULL,
    author_organization_id uuid NOT NULL,
    author_post_id uuid NOT NULL,
    actor_organization_ids uuid[] NOT NULL,
    actor_post_ids uuid[] NOT NULL,
    kind_id text NOT NULL,
    channel smallint NOT NULL,
    purpose smallint NOT NULL,
    day date NOT NULL,
    start_minute smallint,
    end_minute smallint,
    participant_total integer NOT NULL,
    collective_id uuid,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    campaign text,
    visit bytea,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK (((end_minute >= start_minute) AND (end_minute <= 1439))),
    CONSTRAINT activities_check1 CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check4 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK (((participant_total >= 0) AND (participant_total <= 1000000))),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3))),
    CONSTRAINT activities_start_minute_check CHECK (((start_minute >= 0) AND (start_minute <= 1439)))
);
CREATE TABLE ledger.activities_2030 (
    log text NOT NULL,
    activity_id uuid NOT NULL,
    "position" bigint NOT NULL,
    organization_id uuid NOT NULL,
    author_organization_id uuid NOT NULL,
    author_post_id uuid NOT NULL,
    actor_organization_ids uuid[] NOT NULL,
    actor_post_ids uuid[] NOT NULL,
    kind_id text NOT NULL,
    channel smallint NOT NULL,
    purpose smallint NOT NULL,
    day date NOT NULL,
    start_minute smallint,
    end_minute smallint,
    participant_total integer NOT NULL,
    collective_id uuid,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    campaign text,
    visit bytea,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK (((end_minute >= start_minute) AND (end_minute <= 1439))),
    CONSTRAINT activities_check1 CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check4 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK (((participant_total >= 0) AND (participant_total <= 1000000))),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3))),
    CONSTRAINT activities_start_minute_check CHECK (((start_minute >= 0) AND (start_minute <= 1439)))
);
CREATE TABLE ledger.activities_2031 (
    log text NOT NULL,
    activity_id uuid NOT NULL,
    "position" bigint NOT NULL,
    organization_id uuid NOT NULL,
    author_organization_id uuid NOT NULL,
    author_post_id uuid NOT NULL,
    actor_organization_ids uuid[] NOT NULL,
    actor_post_ids uuid[] NOT NULL,
    kind_id text NOT NULL,
    channel smallint NOT NULL,
    purpose smallint NOT NULL,
    day date NOT NULL,
    start_minute smallint,
    end_minute smallint,
    participant_total integer NOT NULL,
    collective_id uuid,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    campaign text,
    visit bytea,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK (((end_minute >= start_minute) AND (end_minute <= 1439))),
    CONSTRAINT activities_check1 CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check4 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK (((participant_total >= 0) AND (participant_total <= 1000000))),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3))),
    CONSTRAINT activities_start_minute_check CHECK (((start_minute >= 0) AND (start_minute <= 1439)))
);
CREATE TABLE ledger.activities_2032 (
    log text NOT NULL,
    activity_id uuid NOT NULL,
    "position" bigint NOT NULL,
    organization_id uuid NOT NULL,
    author_organization_id uuid NOT NULL,
    author_post_id uuid NOT NULL,
    actor_organization_ids uuid[] NOT NULL,
    actor_post_ids uuid[] NOT NULL,
    kind_id text NOT NULL,
    channel smallint NOT NULL,
    purpose smallint NOT NULL,
    day date NOT NULL,
    start_minute smallint,
    end_minute smallint,
    participant_total integer NOT NULL,
    collective_id uuid,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    campaign text,
    visit bytea,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK (((end_minute >= start_minute) AND (end_minute <= 1439))),
    CONSTRAINT activities_check1 CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check4 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK (((participant_total >= 0) AND (participant_total <= 1000000))),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3))),
    CONSTRAINT activities_start_minute_check CHECK (((start_minute >= 0) AND (start_minute <= 1439)))
);
CREATE TABLE ledger.activities_2033 (
    log text NOT NULL,
    activity_id uuid NOT NULL,
    "position" bigint NOT NULL,
    organization_id uuid NOT NULL,
    author_organization_id uuid NOT NULL,
    author_post_id uuid NOT NULL,
    actor_organization_ids uuid[] NOT NULL,
    actor_post_ids uuid[] NOT NULL,
    kind_id text NOT NULL,
    channel smallint NOT NULL,
    purpose smallint NOT NULL,
    day date NOT NULL,
    start_minute smallint,
    end_minute smallint,
    participant_total integer NOT NULL,
    collective_id uuid,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    campaign text,
    visit bytea,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK (((end_minute >= start_minute) AND (end_minute <= 1439))),
    CONSTRAINT activities_check1 CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check4 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK (((participant_total >= 0) AND (participant_total <= 1000000))),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3))),
    CONSTRAINT activities_start_minute_check CHECK (((start_minute >= 0) AND (start_minute <= 1439)))
);
CREATE TABLE ledger.activities_2034 (
    log text NOT NULL,
    activity_id uuid NOT NULL,
    "position" bigint NOT NULL,
    organization_id uuid NOT NULL,
    author_organization_id uuid NOT NULL,
    author_post_id uuid NOT NULL,
    actor_organization_ids uuid[] NOT NULL,
    actor_post_ids uuid[] NOT NULL,
    kind_id text NOT NULL,
    channel smallint NOT NULL,
    purpose smallint NOT NULL,
    day date NOT NULL,
    start_minute smallint,
    end_minute smallint,
    participant_total integer NOT NULL,
    collective_id uuid,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    campaign text,
    visit bytea,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK (((end_minute >= start_minute) AND (end_minute <= 1439))),
    CONSTRAINT activities_check1 CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check4 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK (((participant_total >= 0) AND (participant_total <= 1000000))),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3))),
    CONSTRAINT activities_start_minute_check CHECK (((start_minute >= 0) AND (start_minute <= 1439)))
);
CREATE TABLE ledger.activities_2035 (
    log text NOT NULL,
    activity_id uuid NOT NULL,
    "position" bigint NOT NULL,
    organization_id uuid NOT NULL,
    author_organization_id uuid NOT NULL,
    author_post_id uuid NOT NULL,
    actor_organization_ids uuid[] NOT NULL,
    actor_post_ids uuid[] NOT NULL,
    kind_id text NOT NULL,
    channel smallint NOT NULL,
    purpose smallint NOT NULL,
    day date NOT NULL,
    start_minute smallint,
    end_minute smallint,
    participant_total integer NOT NULL,
    collective_id uuid,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    campaign text,
    visit bytea,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK (((end_minute >= start_minute) AND (end_minute <= 1439))),
    CONSTRAINT activities_check1 CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check4 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK (((participant_total >= 0) AND (participant_total <= 1000000))),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3))),
    CONSTRAINT activities_start_minute_check CHECK (((start_minute >= 0) AND (start_minute <= 1439)))
);
CREATE TABLE ledger.activities_2036 (
    log text NOT NULL,
    activity_id uuid NOT NULL,
    "position" bigint NOT NULL,
    organization_id uuid NOT NULL,
    author_organization_id uuid NOT NULL,
    author_post_id uuid NOT NULL,
    actor_organization_ids uuid[] NOT NULL,
    actor_post_ids uuid[] NOT NULL,
    kind_id text NOT NULL,
    channel smallint NOT NULL,
    purpose smallint NOT NULL,
    day date NOT NULL,
    start_minute smallint,
    end_minute smallint,
    participant_total integer NOT NULL,
    collective_id uuid,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    campaign text,
    visit bytea,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK (((end_minute >= start_minute) AND (end_minute <= 1439))),
    CONSTRAINT activities_check1 CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check4 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK (((participant_total >= 0) AND (participant_total <= 1000000))),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3))),
    CONSTRAINT activities_start_minute_check CHECK (((start_minute >= 0) AND (start_minute <= 1439)))
);
CREATE TABLE ledger.activities_default (
    log text NOT NULL,
    activity_id uuid NOT NULL,
    "position" bigint NOT NULL,
    organization_id uuid NOT NULL,
    author_organization_id uuid NOT NULL,
    author_post_id uuid NOT NULL,
    actor_organization_ids uuid[] NOT NULL,
    actor_post_ids uuid[] NOT NULL,
    kind_id text NOT NULL,
    channel smallint NOT NULL,
    purpose smallint NOT NULL,
    day date NOT NULL,
    start_minute smallint,
    end_minute smallint,
    participant_total integer NOT NULL,
    collective_id uuid,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    campaign text,
    visit bytea,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK (((end_minute >= start_minute) AND (end_minute <= 1439))),
    CONSTRAINT activities_check1 CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check4 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK (((participant_total >= 0) AND (participant_total <= 1000000))),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3))),
    CONSTRAINT activities_start_minute_check CHECK (((start_minute >= 0) AND (start_minute <= 1439)))
);
CREATE TABLE ledger.actors (
    log text NOT NULL,
    post_id uuid NOT NULL,
    activity_id uuid NOT NULL
);
CREATE TABLE ledger.checkpoints (
    log text NOT NULL,
    size bigint NOT NULL,
    root bytea NOT NULL,
    frontier bytea NOT NULL,
    note text NOT NULL,
    epoch uuid NOT NULL,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT checkpoints_check CHECK ((octet_length(frontier) = (32 * bit_count((size)::bit(64))))),
    CONSTRAINT checkpoints_root_check CHECK ((octet_length(root) = 32))
);
CREATE TABLE ledger.cosignatures (
    log text NOT NULL,
    size bigint NOT NULL,
    witness text NOT NULL,
    line text NOT NULL,
    record_time timestamp with time zone NOT NULL
);
CREATE TABLE ledger.cursors (
    source text NOT NULL,
    log text NOT NULL,
    epoch text NOT NULL,
    "position" bigint NOT NULL,
    CONSTRAINT cursors_position_check CHECK (("position" >= 0))
);
CREATE TABLE ledger.entries (
    log text NOT NULL,
    "position" bigint NOT NULL,
    activity_id uuid,
    leaf_hash bytea NOT NULL,
    payload bytea NOT NULL,
    change_id uuid NOT NULL,
    registry_position bigint NOT NULL,
    contacts_position bigint NOT NULL,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT entries_contacts_position_check CHECK ((contacts_position >= 0)),
    CONSTRAINT entries_leaf_hash_check CHECK ((octet_length(leaf_hash) = 32)),
    CONSTRAINT entries_position_check CHECK (("position" > 0)),
    CONSTRAINT entries_registry_position_check CHECK ((registry_position >= 0))
);
CREATE TABLE ledger.epochs (
    log text NOT NULL,
    number integer NOT NULL,
    epoch uuid NOT NULL,
    first_position bigint NOT NULL,
    hash_algorithm smallint NOT NULL,
    begun_after text NOT NULL,
    CONSTRAINT epochs_first_position_check CHECK ((first_position > 0)),
    CONSTRAINT epochs_hash_algorithm_check CHECK ((hash_algorithm = ANY (ARRAY[1, 2]))),
    CONSTRAINT epochs_number_check CHECK ((number > 0))
);
CREATE VIEW ledger.feed AS
 SELECT entries.log,
    entries."position",
    entries.change_id,
    0 AS change_index,
    1 AS change_count,
    entries.registry_position,
    entries.contacts_position,
    entries.record_time,
    entries.payload
   FROM ledger.entries;
CREATE TABLE ledger.known_activity_kinds (
    activity_kind_id text NOT NULL
);
CREATE TABLE ledger.known_organizations (
    organization_id uuid NOT NULL,
    log text NOT NULL
);
CREATE TABLE ledger.known_parents (
    organization_id uuid NOT NULL,
    parent_id uuid NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    CONSTRAINT known_parents_check CHECK ((valid_to > valid_from))
);
CREATE TABLE ledger.known_posts (
    post_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    CONSTRAINT known_posts_check CHECK ((valid_to >= valid_from))
);
CREATE TABLE ledger.participants (
    log text NOT NULL,
    youth_id uuid NOT NULL,
    activity_id uuid NOT NULL
);
CREATE TABLE ledger.requests (
    log text NOT NULL,
    request_id uuid NOT NULL,
    digest bytea NOT NULL,
    answer bytea NOT NULL,
    create_time timestamp with time zone NOT NULL,
    CONSTRAINT requests_digest_check CHECK ((octet_length(digest) = 32))
);
CREATE TABLE ledger.tiles (
    log text NOT NULL,
    level integer NOT NULL,
    tile_index bigint NOT NULL,
    hashes bytea NOT NULL,
    root bytea NOT NULL,
    CONSTRAINT tiles_hashes_check CHECK ((octet_length(hashes) = (32 * 256))),
    CONSTRAINT tiles_level_check CHECK (((level >= 0) AND (level <= 7))),
    CONSTRAINT tiles_root_check CHECK ((octet_length(root) = 32)),
    CONSTRAINT tiles_tile_index_check CHECK ((tile_index >= 0))
);
ALTER TABLE ONLY ledger.activities ATTACH PARTITION ledger.activities_2024 FOR VALUES FROM ('018cc251-f400-0000-0000-000000000000') TO ('01941f29-7c00-0000-0000-000000000000');
ALTER TABLE ONLY ledger.activities ATTACH PARTITION ledger.activities_2025 FOR VALUES FROM ('01941f29-7c00-0000-0000-000000000000') TO ('019b76da-a800-0000-0000-000000000000');
ALTER TABLE ONLY ledger.activities ATTACH PARTITION ledger.activities_2026 FOR VALUES FROM ('019b76da-a800-0000-0000-000000000000') TO ('01a2ce8b-d400-0000-0000-000000000000');
ALTER TABLE ONLY ledger.activities ATTACH PARTITION ledger.activities_2027 FOR VALUES FROM ('01a2ce8b-d400-0000-0000-000000000000') TO ('01aa263d-0000-0000-0000-000000000000');
ALTER TABLE ONLY ledger.activities ATTACH PARTITION ledger.activities_2028 FOR VALUES FROM ('01aa263d-0000-0000-0000-000000000000') TO ('01b18314-8800-0000-0000-000000000000');
ALTER TABLE ONLY ledger.activities ATTACH PARTITION ledger.activities_2029 FOR VALUES FROM ('01b18314-8800-0000-0000-000000000000') TO ('01b8dac5-b400-0000-0000-000000000000');
ALTER TABLE ONLY ledger.activities ATTACH PARTITION ledger.activities_2030 FOR VALUES FROM ('01b8dac5-b400-0000-0000-000000000000') TO ('01c03276-e000-0000-0000-000000000000');
ALTER TABLE ONLY ledger.activities ATTACH PARTITION ledger.activities_2031 FOR VALUES FROM ('01c03276-e000-0000-0000-000000000000') TO ('01c78a28-0c00-0000-0000-000000000000');
ALTER TABLE ONLY ledger.activities ATTACH PARTITION ledger.activities_2032 FOR VALUES FROM ('01c78a28-0c00-0000-0000-000000000000') TO ('01cee6ff-9400-0000-0000-000000000000');
ALTER TABLE ONLY ledger.activities ATTACH PARTITION ledger.activities_2033 FOR VALUES FROM ('01cee6ff-9400-0000-0000-000000000000') TO ('01d63eb0-c000-0000-0000-000000000000');
ALTER TABLE ONLY ledger.activities ATTACH PARTITION ledger.activities_2034 FOR VALUES FROM ('01d63eb0-c000-0000-0000-000000000000') TO ('01dd9661-ec00-0000-0000-000000000000');
ALTER TABLE ONLY ledger.activities ATTACH PARTITION ledger.activities_2035 FOR VALUES FROM ('01dd9661-ec00-0000-0000-000000000000') TO ('01e4ee13-1800-0000-0000-000000000000');
ALTER TABLE ONLY ledger.activities ATTACH PARTITION ledger.activities_2036 FOR VALUES FROM ('01e4ee13-1800-0000-0000-000000000000') TO ('01ec4aea-a000-0000-0000-000000000000');
ALTER TABLE ONLY ledger.activities ATTACH PARTITION ledger.activities_default DEFAULT;
ALTER TABLE ONLY ledger.activities
    ADD CONSTRAINT activities_pkey PRIMARY KEY (log, activity_id);
ALTER TABLE ONLY ledger.activities_2024
    ADD CONSTRAINT activities_2024_pkey PRIMARY KEY (log, activity_id);
ALTER TABLE ONLY ledger.activities_2025
    ADD CONSTRAINT activities_2025_pkey PRIMARY KEY (log, activity_id);
ALTER TABLE ONLY ledger.activities_2026
    ADD CONSTRAINT activities_2026_pkey PRIMARY KEY (log, activity_id);
ALTER TABLE ONLY ledger.activities_2027
    ADD CONSTRAINT activities_2027_pkey PRIMARY KEY (log, activity_id);
ALTER TABLE ONLY ledger.activities_2028
    ADD CONSTRAINT activities_2028_pkey PRIMARY KEY (log, activity_id);
ALTER TABLE ONLY ledger.activities_2029
    ADD CONSTRAINT activities_2029_pkey PRIMARY KEY (log, activity_id);
ALTER TABLE ONLY ledger.activities_2030
    ADD CONSTRAINT activities_2030_pkey PRIMARY KEY (log, activity_id);
ALTER TABLE ONLY ledger.activities_2031
    ADD CONSTRAINT activities_2031_pkey PRIMARY KEY (log, activity_id);
ALTER TABLE ONLY ledger.activities_2032
    ADD CONSTRAINT activities_2032_pkey PRIMARY KEY (log, activity_id);
ALTER TABLE ONLY ledger.activities_2033
    ADD CONSTRAINT activities_2033_pkey PRIMARY KEY (log, activity_id);
ALTER TABLE ONLY ledger.activities_2034
    ADD CONSTRAINT activities_2034_pkey PRIMARY KEY (log, activity_id);
ALTER TABLE ONLY ledger.activities_2035
    ADD CONSTRAINT activities_2035_pkey PRIMARY KEY (log, activity_id);
ALTER TABLE ONLY ledger.activities_2036
    ADD CONSTRAINT activities_2036_pkey PRIMARY KEY (log, activity_id);
ALTER TABLE ONLY ledger.activities_default
    ADD CONSTRAINT activities_default_pkey PRIMARY KEY (log, activity_id);
ALTER TABLE ONLY ledger.actors
    ADD CONSTRAINT actors_pkey PRIMARY KEY (log, post_id, activity_id);
ALTER TABLE ONLY ledger.books
    ADD CONSTRAINT books_pkey PRIMARY KEY (log, "position");
ALTER TABLE ONLY ledger.checkpoints
    ADD CONSTRAINT checkpoints_pkey PRIMARY KEY (log, size);
ALTER TABLE ONLY ledger.cosignatures
    ADD CONSTRAINT cosignatures_pkey PRIMARY KEY (log, size, witness);
ALTER TABLE ONLY ledger.cursors
    ADD CONSTRAINT cursors_pkey PRIMARY KEY (source, log);
ALTER TABLE ONLY ledger.entries
    ADD CONSTRAINT entries_pkey PRIMARY KEY (log, "position");
ALTER TABLE ONLY ledger.epochs
    ADD CONSTRAINT epochs_pkey PRIMARY KEY (log, number);
ALTER TABLE ONLY ledger.known_activity_kinds
    ADD CONSTRAINT known_activity_kinds_pkey PRIMARY KEY (activity_kind_id);
ALTER TABLE ONLY ledger.known_organizations
    ADD CONSTRAINT known_organizations_pkey PRIMARY KEY (organization_id);
ALTER TABLE ONLY ledger.known_parents
    ADD CONSTRAINT known_parents_pkey PRIMARY KEY (organization_id, valid_from);
ALTER TABLE ONLY ledger.known_posts
    ADD CONSTRAINT known_posts_pkey PRIMARY KEY (post_id);
ALTER TABLE ONLY ledger.openings
    ADD CONSTRAINT openings_pkey PRIMARY KEY (log, "position");
ALTER TABLE ONLY ledger.participants
    ADD CONSTRAINT participants_pkey PRIMARY KEY (log, youth_id, activity_id);
ALTER TABLE ONLY ledger.redactions
    ADD CONSTRAINT redactions_pkey PRIMARY KEY (log, activity_id, "position", field);
ALTER TABLE ONLY ledger.requests
    ADD CONSTRAINT requests_pkey PRIMARY KEY (log, request_id);
ALTER TABLE ONLY ledger.statements
    ADD CONSTRAINT statements_pkey PRIMARY KEY (log, activity_id, youth_id, "position");
ALTER TABLE ONLY ledger.tiles
    ADD CONSTRAINT tiles_pkey PRIMARY KEY (log, level, tile_index);
ALTER TABLE ONLY ledger.voids
    ADD CONSTRAINT voids_pkey PRIMARY KEY (log, activity_id);
CREATE INDEX activities_by_campaign ON ONLY ledger.activities USING btree (log, campaign, activity_id) WHERE (campaign IS NOT NULL);
CREATE INDEX activities_2024_log_campaign_activity_id_idx ON ledger.activities_2024 USING btree (log, campaign, activity_id) WHERE (campaign IS NOT NULL);
CREATE INDEX activities_by_organization ON ONLY ledger.activities USING btree (log, organization_id, activity_id);
CREATE INDEX activities_2024_log_organization_id_activity_id_idx ON ledger.activities_2024 USING btree (log, organization_id, activity_id);
CREATE INDEX activities_2025_log_campaign_activity_id_idx ON ledger.activities_2025 USING btree (log, campaign, activity_id) WHERE (campaign IS NOT NULL);
CREATE INDEX activities_2025_log_organization_id_activity_id_idx ON ledger.activities_2025 USING btree (log, organization_id, activity_id);
CREATE INDEX activities_2026_log_campaign_activity_id_idx ON ledger.activities_2026 USING btree (log, campaign, activity_id) WHERE (campaign IS NOT NULL);
CREATE INDEX activities_2026_log_organization_id_activity_id_idx ON ledger.activities_2026 USING btree (log, organization_id, activity_id);
CREATE INDEX activities_2027_log_campaign_activity_id_idx ON ledger.activities_2027 USING btree (log, campaign, activity_id) WHERE (campaign IS NOT NULL);
CREATE INDEX activities_2027_log_organization_id_activity_id_idx ON ledger.activities_2027 USING btree (log, organization_id, activity_id);
CREATE INDEX activities_2028_log_campaign_activity_id_idx ON ledger.activities_2028 USING btree (log, campaign, activity_id) WHERE (campaign IS NOT NULL);
CREATE INDEX activities_2028_log_organization_id_activity_id_idx ON ledger.activities_2028 USING btree (log, organization_id, activity_id);
CREATE INDEX activities_2029_log_campaign_activity_id_idx ON ledger.activities_2029 USING btree (log, campaign, activity_id) WHERE (campaign IS NOT NULL);
CREATE INDEX activities_2029_log_organization_id_activity_id_idx ON ledger.activities_2029 USING btree (log, organization_id, activity_id);
CREATE INDEX activities_2030_log_campaign_activity_id_idx ON ledger.activities_2030 USING btree (log, campaign, activity_id) WHERE (campaign IS NOT NULL);
CREATE INDEX activities_2030_log_organization_id_activity_id_idx ON ledger.activities_2030 USING btree (log, organization_id, activity_id);
CREATE INDEX activities_2031_log_campaign_activity_id_idx ON ledger.activities_2031 USING btree (log, campaign, activity_id) WHERE (campaign IS NOT NULL);
CREATE INDEX activities_2031_log_organization_id_activity_id_idx ON ledger.activities_2031 USING btree (log, organization_id, activity_id);
CREATE INDEX activities_2032_log_campaign_activity_id_idx ON ledger.activities_2032 USING btree (log, campaign, activity_id) WHERE (campaign IS NOT NULL);
CREATE INDEX activities_2032_log_organization_id_activity_id_idx ON ledger.activities_2032 USING btree (log, organization_id, activity_id);
CREATE INDEX activities_2033_log_campaign_activity_id_idx ON ledger.activities_2033 USING btree (log, campaign, activity_id) WHERE (campaign IS NOT NULL);
CREATE INDEX activities_2033_log_organization_id_activity_id_idx ON ledger.activities_2033 USING btree (log, organization_id, activity_id);
CREATE INDEX activities_2034_log_campaign_activity_id_idx ON ledger.activities_2034 USING btree (log, campaign, activity_id) WHERE (campaign IS NOT NULL);
CREATE INDEX activities_2034_log_organization_id_activity_id_idx ON ledger.activities_2034 USING btree (log, organization_id, activity_id);
CREATE INDEX activities_2035_log_campaign_activity_id_idx ON ledger.activities_2035 USING btree (log, campaign, activity_id) WHERE (campaign IS NOT NULL);
CREATE INDEX activities_2035_log_organization_id_activity_id_idx ON ledger.activities_2035 USING btree (log, organization_id, activity_id);
CREATE INDEX activities_2036_log_campaign_activity_id_idx ON ledger.activities_2036 USING btree (log, campaign, activity_id) WHERE (campaign IS NOT NULL);
CREATE INDEX activities_2036_log_organization_id_activity_id_idx ON ledger.activities_2036 USING btree (log, organization_id, activity_id);
CREATE INDEX activities_default_log_campaign_activity_id_idx ON ledger.activities_default USING btree (log, campaign, activity_id) WHERE (campaign IS NOT NULL);
CREATE INDEX activities_default_log_organization_id_activity_id_idx ON ledger.activities_default USING btree (log, organization_id, activity_id);
CREATE INDEX books_by_organization ON ledger.books USING btree (log, organization_id, first_day, end_day, "position");
CREATE INDEX known_ledger_roots ON ledger.known_organizations USING btree (organization_id) WHERE (log = (organization_id)::text);
ALTER INDEX ledger.activities_by_campaign ATTACH PARTITION ledger.activities_2024_log_campaign_activity_id_idx;
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_2024_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_2024_pkey;
ALTER INDEX ledger.activities_by_campaign ATTACH PARTITION ledger.activities_2025_log_campaign_activity_id_idx;
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_2025_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_2025_pkey;
ALTER INDEX ledger.activities_by_campaign ATTACH PARTITION ledger.activities_2026_log_campaign_activity_id_idx;
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_2026_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_2026_pkey;
ALTER INDEX ledger.activities_by_campaign ATTACH PARTITION ledger.activities_2027_log_campaign_activity_id_idx;
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_2027_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_2027_pkey;
ALTER INDEX ledger.activities_by_campaign ATTACH PARTITION ledger.activities_2028_log_campaign_activity_id_idx;
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_2028_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_2028_pkey;
ALTER INDEX ledger.activities_by_campaign ATTACH PARTITION ledger.activities_2029_log_campaign_activity_id_idx;
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_2029_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_2029_pkey;
ALTER INDEX ledger.activities_by_campaign ATTACH PARTITION ledger.activities_2030_log_campaign_activity_id_idx;
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_2030_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_2030_pkey;
ALTER INDEX ledger.activities_by_campaign ATTACH PARTITION ledger.activities_2031_log_campaign_activity_id_idx;
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_2031_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_2031_pkey;
ALTER INDEX ledger.activities_by_campaign ATTACH PARTITION ledger.activities_2032_log_campaign_activity_id_idx;
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_2032_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_2032_pkey;
ALTER INDEX ledger.activities_by_campaign ATTACH PARTITION ledger.activities_2033_log_campaign_activity_id_idx;
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_2033_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_2033_pkey;
ALTER INDEX ledger.activities_by_campaign ATTACH PARTITION ledger.activities_2034_log_campaign_activity_id_idx;
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_2034_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_2034_pkey;
ALTER INDEX ledger.activities_by_campaign ATTACH PARTITION ledger.activities_2035_log_campaign_activity_id_idx;
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_2035_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_2035_pkey;
ALTER INDEX ledger.activities_by_campaign ATTACH PARTITION ledger.activities_2036_log_campaign_activity_id_idx;
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_2036_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_2036_pkey;
ALTER INDEX ledger.activities_by_campaign ATTACH PARTITION ledger.activities_default_log_campaign_activity_id_idx;
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_default_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_default_pkey;
ALTER TABLE ONLY ledger.known_parents
    ADD CONSTRAINT known_parents_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ledger.known_organizations(organization_id);
ALTER TABLE ONLY ledger.known_parents
    ADD CONSTRAINT known_parents_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES ledger.known_organizations(organization_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY ledger.known_posts
    ADD CONSTRAINT known_posts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ledger.known_organizations(organization_id);
