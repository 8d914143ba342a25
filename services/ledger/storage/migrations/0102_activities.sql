-- migrate:up
-- Activities as they were recorded, without what people wrote: that is in
-- openings only, so that erasing it is one delete.

CREATE TABLE activities (
  log                    text        NOT NULL,
  activity_id            uuid        NOT NULL,
  position               bigint      NOT NULL,
  organization_id        uuid        NOT NULL,
  author_organization_id uuid        NOT NULL,
  author_post_id         uuid        NOT NULL,
  actor_organization_ids uuid[]      NOT NULL,
  actor_post_ids         uuid[]      NOT NULL CHECK (cardinality(actor_post_ids) BETWEEN 1 AND 50),
  kind_id                text        NOT NULL,
  channel                smallint    NOT NULL CHECK (channel BETWEEN 1 AND 3),
  purpose                smallint    NOT NULL CHECK (purpose BETWEEN 1 AND 3),
  day                    date        NOT NULL,
  -- Named or not.
  participant_total      integer     NOT NULL CHECK (participant_total >= 0),
  evidence_kinds         smallint[]  NOT NULL,
  evidence_digests       bytea[]     NOT NULL,
  evidence_media_types   text[]      NOT NULL,
  evidence_sizes         bigint[]    NOT NULL,
  guided_branch_id       uuid,
  record_time            timestamptz NOT NULL,
  PRIMARY KEY (log, activity_id),
  FOREIGN KEY (log, position) REFERENCES entries,
  CHECK (cardinality(actor_organization_ids) = cardinality(actor_post_ids)),
  CHECK (cardinality(evidence_kinds) <= 20),
  CHECK (cardinality(evidence_digests) = cardinality(evidence_kinds)),
  CHECK (cardinality(evidence_media_types) = cardinality(evidence_kinds)),
  CHECK (cardinality(evidence_sizes) = cardinality(evidence_kinds))
) PARTITION BY RANGE (activity_id);

CREATE INDEX activities_by_organization ON activities (log, organization_id, activity_id);

-- One partition a year: a UUIDv7 begins with its milliseconds, in 12 hex digits.
CREATE TABLE activities_default PARTITION OF activities DEFAULT;
DO $$
DECLARE
  year integer;
  first_ids uuid[];
BEGIN
  FOR year IN 2024..2036 LOOP
    SELECT array_agg(rpad(lpad(to_hex(millis), 12, '0'), 32, '0')::uuid ORDER BY millis)
    INTO first_ids
    FROM (SELECT (extract(epoch FROM make_timestamptz(y, 1, 1, 0, 0, 0, 'UTC')) * 1000)::bigint
                 AS millis
          FROM generate_series(year, year + 1) y) starts;
    EXECUTE format('CREATE TABLE activities_%s PARTITION OF activities FOR VALUES FROM (%L) TO (%L)',
                   year, first_ids[1], first_ids[2]);
  END LOOP;
END
$$;

-- An activity is voided at most once, by a further entry.
CREATE TABLE voids (
  log         text        NOT NULL,
  activity_id uuid        NOT NULL,
  position    bigint      NOT NULL,
  record_time timestamptz NOT NULL,
  PRIMARY KEY (log, activity_id),
  FOREIGN KEY (log, activity_id) REFERENCES activities,
  FOREIGN KEY (log, position) REFERENCES entries
);

-- An activity as callers see it: with what is left of its openings, and its
-- voiding.
CREATE VIEW told_activities AS
SELECT a.log, a.activity_id, a.organization_id, a.author_organization_id, a.author_post_id,
       a.actor_organization_ids, a.actor_post_ids, a.kind_id, a.channel, a.purpose, a.day,
       a.participant_total, a.evidence_kinds, a.evidence_digests, a.evidence_media_types,
       a.evidence_sizes, a.guided_branch_id, a.record_time, v.record_time AS void_time,
       (SELECT o.value FROM openings o
        WHERE o.log = a.log AND o.position = a.position AND o.field = 'text') AS text,
       (SELECT o.value FROM openings o
        WHERE o.log = a.log AND o.position = a.position AND o.field = 'circumstances')
         AS circumstances,
       (SELECT o.value FROM openings o
        WHERE o.log = a.log AND o.position = a.position AND o.field = 'participants')
         AS participants,
       (SELECT o.value FROM openings o
        WHERE o.log = a.log AND o.position = a.position AND o.field = 'evidence_uris')
         AS evidence_uris,
       (SELECT o.value FROM openings o
        WHERE o.log = v.log AND o.position = v.position AND o.field = 'void_reason')
         AS void_reason
FROM activities a
LEFT JOIN voids v USING (log, activity_id);

-- migrate:down
