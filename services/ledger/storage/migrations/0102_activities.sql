-- migrate:up
-- Activities as they were recorded, without what people wrote: that is in
-- openings only, so that it is erased in one place.

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
  -- Minutes since midnight in Asia/Shanghai.
  start_minute           smallint CHECK (start_minute BETWEEN 0 AND 1439),
  end_minute             smallint CHECK (end_minute BETWEEN start_minute AND 1439),
  -- Named or not.
  participant_total      integer     NOT NULL CHECK (participant_total BETWEEN 0 AND 1000000),
  collective_id          uuid,
  evidence_kinds         smallint[]  NOT NULL CHECK (cardinality(evidence_kinds) <= 20),
  evidence_digests       bytea[]     NOT NULL,
  evidence_media_types   text[]      NOT NULL,
  evidence_sizes         bigint[]    NOT NULL,
  guided_branch_id       uuid,
  campaign               text,
  -- A serialized xinqiao.ledger.v1.CommunityVisit without what is in openings.
  visit                  bytea,
  record_time            timestamptz NOT NULL,
  PRIMARY KEY (log, activity_id),
  CHECK (cardinality(actor_organization_ids) = cardinality(actor_post_ids)),
  CHECK (cardinality(evidence_digests) = cardinality(evidence_kinds)),
  CHECK (cardinality(evidence_media_types) = cardinality(evidence_kinds)),
  CHECK (cardinality(evidence_sizes) = cardinality(evidence_kinds))
) PARTITION BY RANGE (activity_id);

CREATE INDEX activities_by_organization ON activities (log, organization_id, activity_id);
CREATE INDEX activities_by_campaign ON activities (log, campaign, activity_id)
  WHERE campaign IS NOT NULL;

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

-- Which activities credit a post.
CREATE TABLE actors (
  log         text NOT NULL,
  post_id     uuid NOT NULL,
  activity_id uuid NOT NULL,
  PRIMARY KEY (log, post_id, activity_id)
);

-- In which activities a youth is named; erased with that.
CREATE TABLE participants (
  log         text NOT NULL,
  youth_id    uuid NOT NULL,
  activity_id uuid NOT NULL,
  PRIMARY KEY (log, youth_id, activity_id)
);

-- An activity is voided at most once, by a further entry.
CREATE TABLE voids (
  log         text        NOT NULL,
  activity_id uuid        NOT NULL,
  position    bigint      NOT NULL,
  record_time timestamptz NOT NULL,
  PRIMARY KEY (log, activity_id)
);

-- What youths said of taking part; the last word counts. Erased with the youth.
CREATE TABLE statements (
  log         text        NOT NULL,
  activity_id uuid        NOT NULL,
  youth_id    uuid        NOT NULL,
  position    bigint      NOT NULL,
  -- As xinqiao.ledger.v1.ParticipationStatement numbers them.
  statement   smallint    NOT NULL CHECK (statement BETWEEN 1 AND 4),
  record_time timestamptz NOT NULL,
  PRIMARY KEY (log, activity_id, youth_id, position)
);

-- What was erased of an activity.
CREATE TABLE redactions (
  log         text     NOT NULL,
  activity_id uuid     NOT NULL,
  position    bigint   NOT NULL,
  -- As xinqiao.ledger.v1.RedactedField numbers it.
  field       smallint NOT NULL CHECK (field BETWEEN 1 AND 5),
  PRIMARY KEY (log, activity_id, position, field)
);

-- migrate:down
