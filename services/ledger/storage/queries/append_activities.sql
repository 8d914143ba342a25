-- Appends activities. Arrays have one element for each, those of arrays its text.
-- $1 log, $2 activity_ids, $3 positions, $4 organization_ids, $5 author_organization_ids,
-- $6 author_post_ids, $7 actor_organization_ids, $8 actor_post_ids, $9 kind_ids, $10 channels,
-- $11 purposes, $12 days, $13 start_minutes, $14 end_minutes, $15 participant_totals,
-- $16 collective_ids, $17 evidence_kinds, $18 evidence_digests, $19 evidence_media_types,
-- $20 evidence_sizes, $21 guided_branch_ids, $22 campaigns, $23 visits, $24 record_times
INSERT INTO activities (log, activity_id, position, organization_id, author_organization_id,
                        author_post_id, actor_organization_ids, actor_post_ids, kind_id, channel,
                        purpose, day, start_minute, end_minute, participant_total, collective_id,
                        evidence_kinds, evidence_digests, evidence_media_types, evidence_sizes,
                        guided_branch_id, campaign, visit, record_time)
SELECT $1, a.activity_id, a.position, a.organization_id, a.author_organization_id,
       a.author_post_id, a.actor_organization_ids::uuid[], a.actor_post_ids::uuid[], a.kind_id,
       a.channel, a.purpose, a.day, a.start_minute, a.end_minute, a.participant_total,
       a.collective_id, a.evidence_kinds::smallint[], a.evidence_digests::bytea[],
       a.evidence_media_types::text[], a.evidence_sizes::bigint[], a.guided_branch_id, a.campaign,
       a.visit, a.record_time
FROM unnest($2::uuid[], $3::bigint[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::text[],
            $9::text[], $10::smallint[], $11::smallint[], $12::date[], $13::smallint[],
            $14::smallint[], $15::integer[], $16::uuid[], $17::text[], $18::text[], $19::text[],
            $20::text[], $21::uuid[], $22::text[], $23::bytea[], $24::timestamptz[])
     AS a (activity_id, position, organization_id, author_organization_id, author_post_id,
           actor_organization_ids, actor_post_ids, kind_id, channel, purpose, day, start_minute,
           end_minute, participant_total, collective_id, evidence_kinds, evidence_digests,
           evidence_media_types, evidence_sizes, guided_branch_id, campaign, visit, record_time)
