-- Finds activities, each of an organizing body, in no particular order.
-- $1 organization_ids, $2 activity_ids
SELECT activity_id, position, organization_id, author_organization_id, author_post_id,
       actor_organization_ids, actor_post_ids, kind_id, channel, purpose, day, start_minute,
       end_minute, participant_total, collective_id, evidence_kinds, evidence_digests,
       evidence_media_types, evidence_sizes, guided_branch_id, campaign, visit, record_micros,
       text_salt, text, circumstances_salt, circumstances, participants_salt, participants,
       evidence_uris_salt, evidence_uris, void_position, void_micros, void_reason,
       confirmed_count, disputed_count, redacted_fields
FROM get_activities($1, $2)
