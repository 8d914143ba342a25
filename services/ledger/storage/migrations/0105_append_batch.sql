-- migrate:up
-- How what a batch appends is written, in one place.

-- Rows of a batch as they travel: arrays of these, in the format in which the
-- server stores them. What all rows share is not in them. A type that is in use
-- never changes: binaries of before send what it was.

CREATE TYPE new_entry AS (
  position       bigint,
  activity_id    uuid,
  leaf_hash      bytea,
  payload        bytea,
  change_id      uuid,
  record_time    timestamptz,
  -- Of its request.
  request_id     uuid,
  request_digest bytea,
  request_answer bytea
);

CREATE TYPE new_opening AS (
  position           bigint,
  text_salt          bytea,
  text               bytea,
  circumstances_salt bytea,
  circumstances      bytea,
  participants_salt  bytea,
  participants       bytea,
  evidence_uris_salt bytea,
  evidence_uris      bytea,
  reason_salt        bytea,
  reason             bytea,
  youth_salt         bytea,
  youth              bytea
);

CREATE TYPE new_activity AS (
  activity_id            uuid,
  position               bigint,
  organization_id        uuid,
  author_organization_id uuid,
  author_post_id         uuid,
  actor_organization_ids uuid[],
  actor_post_ids         uuid[],
  kind_id                text,
  channel                smallint,
  purpose                smallint,
  day                    date,
  start_minute           smallint,
  end_minute             smallint,
  participant_total      integer,
  collective_id          uuid,
  evidence_kinds         smallint[],
  evidence_digests       bytea[],
  evidence_media_types   text[],
  evidence_sizes         bigint[],
  guided_branch_id       uuid,
  campaign               text,
  visit                  bytea,
  record_time            timestamptz,
  -- The youths that it names.
  youth_ids              uuid[]
);

-- Appends entries to a log, with all rows that go with them and the checkpoint of
-- the tree that ends with the last. PL/pgSQL keeps the plans with the connection:
-- planning these statements takes longer than running them for one entry, and
-- named prepared statements are banned.
CREATE FUNCTION append_batch(
  batch_log text, batch_registry_position bigint, new_entries new_entry[],
  new_openings new_opening[], new_activities new_activity[],
  tree_size bigint, tree_root bytea, tree_frontier bytea, signed_note text, batch_epoch uuid,
  batch_record_time timestamptz)
RETURNS void
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
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

-- migrate:down
