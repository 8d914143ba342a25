-- migrate:up
-- How what a batch appends is written, in one place.

-- Appends entries to a log, with the checkpoint of the tree that ends with the
-- last. Arrays have one element for each entry, opened entry, activity, actor or
-- participant; those of arrays its text. PL/pgSQL keeps the plans with the
-- connection: planning these statements takes longer than running them for one
-- entry, and named prepared statements are banned.
CREATE FUNCTION append_batch(
  batch_log text, first_position bigint, batch_registry_position bigint,
  -- Entries and their requests.
  entry_activity_ids uuid[], leaf_hashes bytea[], payloads bytea[], change_ids uuid[],
  record_times timestamptz[], request_ids uuid[], digests bytea[], answers bytea[],
  -- Openings.
  opening_positions bigint[], text_salts bytea[], texts bytea[], circumstances_salts bytea[],
  circumstances_values bytea[], participants_salts bytea[], participants_values bytea[],
  evidence_uris_salts bytea[], evidence_uris_values bytea[], reason_salts bytea[],
  reasons bytea[], youth_salts bytea[], youths bytea[],
  -- Activities.
  activity_ids uuid[], activity_positions bigint[], organization_ids uuid[],
  author_organization_ids uuid[], author_post_ids uuid[], actors_organization_ids text[],
  actors_post_ids text[], kind_ids text[], channels smallint[], purposes smallint[],
  days date[], start_minutes smallint[], end_minutes smallint[], participant_totals integer[],
  collective_ids uuid[], evidences_kinds text[], evidences_digests text[],
  evidences_media_types text[], evidences_sizes text[], guided_branch_ids uuid[],
  campaigns text[], visits bytea[], activity_times timestamptz[],
  -- Actors and participants.
  actor_post_ids uuid[], actor_activity_ids uuid[],
  participant_youth_ids uuid[], participant_activity_ids uuid[],
  -- The checkpoint.
  tree_size bigint, tree_root bytea, tree_frontier bytea, signed_note text, batch_epoch uuid,
  batch_record_time timestamptz)
RETURNS void
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
  INSERT INTO entries (log, position, activity_id, leaf_hash, payload, change_id,
                       registry_position, contacts_position, record_time)
  SELECT batch_log, first_position + e.place - 1, e.activity_id, e.leaf_hash, e.payload,
         e.change_id, batch_registry_position, 0, e.record_time
  FROM unnest(entry_activity_ids, leaf_hashes, payloads, change_ids, record_times)
       WITH ORDINALITY AS e (activity_id, leaf_hash, payload, change_id, record_time, place);

  INSERT INTO requests (log, request_id, digest, answer, create_time)
  SELECT batch_log, r.request_id, r.digest, r.answer, r.create_time
  FROM unnest(request_ids, digests, answers, record_times)
       AS r (request_id, digest, answer, create_time);

  INSERT INTO openings (log, position, text_salt, text, circumstances_salt, circumstances,
                        participants_salt, participants, evidence_uris_salt, evidence_uris,
                        reason_salt, reason, youth_salt, youth)
  SELECT batch_log, o.position, o.text_salt, o.text, o.circumstances_salt, o.circumstances,
         o.participants_salt, o.participants, o.evidence_uris_salt, o.evidence_uris,
         o.reason_salt, o.reason, o.youth_salt, o.youth
  FROM unnest(opening_positions, text_salts, texts, circumstances_salts, circumstances_values,
              participants_salts, participants_values, evidence_uris_salts, evidence_uris_values,
              reason_salts, reasons, youth_salts, youths)
       AS o (position, text_salt, text, circumstances_salt, circumstances, participants_salt,
             participants, evidence_uris_salt, evidence_uris, reason_salt, reason, youth_salt,
             youth);

  IF cardinality(activity_ids) > 0 THEN
    INSERT INTO activities (log, activity_id, position, organization_id, author_organization_id,
                            author_post_id, actor_organization_ids, actor_post_ids, kind_id,
                            channel, purpose, day, start_minute, end_minute, participant_total,
                            collective_id, evidence_kinds, evidence_digests,
                            evidence_media_types, evidence_sizes, guided_branch_id, campaign,
                            visit, record_time)
    SELECT batch_log, a.activity_id, a.position, a.organization_id, a.author_organization_id,
           a.author_post_id, a.actor_organization_ids::uuid[], a.actor_post_ids::uuid[],
           a.kind_id, a.channel, a.purpose, a.day, a.start_minute, a.end_minute,
           a.participant_total, a.collective_id, a.evidence_kinds::smallint[],
           a.evidence_digests::bytea[], a.evidence_media_types::text[],
           a.evidence_sizes::bigint[], a.guided_branch_id, a.campaign, a.visit, a.record_time
    FROM unnest(activity_ids, activity_positions, organization_ids, author_organization_ids,
                author_post_ids, actors_organization_ids, actors_post_ids, kind_ids, channels,
                purposes, days, start_minutes, end_minutes, participant_totals, collective_ids,
                evidences_kinds, evidences_digests, evidences_media_types, evidences_sizes,
                guided_branch_ids, campaigns, visits, activity_times)
         AS a (activity_id, position, organization_id, author_organization_id, author_post_id,
               actor_organization_ids, actor_post_ids, kind_id, channel, purpose, day,
               start_minute, end_minute, participant_total, collective_id, evidence_kinds,
               evidence_digests, evidence_media_types, evidence_sizes, guided_branch_id,
               campaign, visit, record_time);

    INSERT INTO actors (log, post_id, activity_id)
    SELECT batch_log, a.post_id, a.activity_id
    FROM unnest(actor_post_ids, actor_activity_ids) AS a (post_id, activity_id);
  END IF;

  IF cardinality(participant_youth_ids) > 0 THEN
    INSERT INTO participants (log, youth_id, activity_id)
    SELECT batch_log, p.youth_id, p.activity_id
    FROM unnest(participant_youth_ids, participant_activity_ids) AS p (youth_id, activity_id);
  END IF;

  INSERT INTO checkpoints (log, size, root, frontier, note, epoch, record_time)
  VALUES (batch_log, tree_size, tree_root, tree_frontier, signed_note, batch_epoch,
          batch_record_time);
END
$$;

-- migrate:down
