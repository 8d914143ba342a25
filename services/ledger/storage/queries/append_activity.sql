-- Appends an activity.
-- $1 log, $2 activity_id, $3 position, $4 organization_id, $5 author_organization_id,
-- $6 author_post_id, $7 actor_organization_ids, $8 actor_post_ids, $9 kind_id, $10 channel,
-- $11 purpose, $12 day, $13 participant_total, $14 evidence_kinds, $15 evidence_digests,
-- $16 evidence_media_types, $17 evidence_sizes, $18 guided_branch_id, $19 record_time
INSERT INTO activities (log, activity_id, position, organization_id, author_organization_id,
                        author_post_id, actor_organization_ids, actor_post_ids, kind_id, channel,
                        purpose, day, participant_total, evidence_kinds, evidence_digests,
                        evidence_media_types, evidence_sizes, guided_branch_id, record_time)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
