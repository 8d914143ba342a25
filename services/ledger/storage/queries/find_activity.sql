-- Finds an activity of an organizing body.
-- $1 log, $2 organization_id, $3 activity_id
SELECT activity_id, organization_id, author_organization_id, author_post_id,
       actor_organization_ids, actor_post_ids, kind_id, channel, purpose, day, participant_total,
       evidence_kinds, evidence_digests, evidence_media_types, evidence_sizes, guided_branch_id,
       (extract(epoch FROM record_time) * 1000000)::bigint AS record_micros,
       (extract(epoch FROM void_time) * 1000000)::bigint AS void_micros,
       text, circumstances, participants, evidence_uris, void_reason
FROM told_activities
WHERE log = $1 AND organization_id = $2 AND activity_id = $3
