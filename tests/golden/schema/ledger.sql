CREATE SCHEMA ledger;
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
    participant_total integer NOT NULL,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check1 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK ((participant_total >= 0)),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3)))
)
PARTITION BY RANGE (activity_id);
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
    participant_total integer NOT NULL,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check1 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK ((participant_total >= 0)),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3)))
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
    participant_total integer NOT NULL,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check1 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK ((participant_total >= 0)),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3)))
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
    participant_total integer NOT NULL,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check1 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK ((participant_total >= 0)),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3)))
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
    participant_total integer NOT NULL,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check1 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK ((participant_total >= 0)),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3)))
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
    participant_total integer NOT NULL,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check1 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK ((participant_total >= 0)),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3)))
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
    participant_total integer NOT NULL,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check1 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK ((participant_total >= 0)),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3)))
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
    participant_total integer NOT NULL,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check1 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK ((participant_total >= 0)),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3)))
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
    participant_total integer NOT NULL,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check1 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK ((participant_total >= 0)),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3)))
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
    participant_total integer NOT NULL,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check1 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK ((participant_total >= 0)),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3)))
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
    participant_total integer NOT NULL,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check1 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK ((participant_total >= 0)),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3)))
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
    participant_total integer NOT NULL,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check1 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK ((participant_total >= 0)),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3)))
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
    participant_total integer NOT NULL,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check1 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK ((participant_total >= 0)),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3)))
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
    participant_total integer NOT NULL,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check1 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK ((participant_total >= 0)),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3)))
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
    participant_total integer NOT NULL,
    evidence_kinds smallint[] NOT NULL,
    evidence_digests bytea[] NOT NULL,
    evidence_media_types text[] NOT NULL,
    evidence_sizes bigint[] NOT NULL,
    guided_branch_id uuid,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT activities_actor_post_ids_check CHECK (((cardinality(actor_post_ids) >= 1) AND (cardinality(actor_post_ids) <= 50))),
    CONSTRAINT activities_channel_check CHECK (((channel >= 1) AND (channel <= 3))),
    CONSTRAINT activities_check CHECK ((cardinality(actor_organization_ids) = cardinality(actor_post_ids))),
    CONSTRAINT activities_check1 CHECK ((cardinality(evidence_digests) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check2 CHECK ((cardinality(evidence_media_types) = cardinality(evidence_kinds))),
    CONSTRAINT activities_check3 CHECK ((cardinality(evidence_sizes) = cardinality(evidence_kinds))),
    CONSTRAINT activities_evidence_kinds_check CHECK ((cardinality(evidence_kinds) <= 20)),
    CONSTRAINT activities_participant_total_check CHECK ((participant_total >= 0)),
    CONSTRAINT activities_purpose_check CHECK (((purpose >= 1) AND (purpose <= 3)))
);
CREATE TABLE ledger.checkpoints (
    log text NOT NULL,
    size bigint NOT NULL,
    root bytea NOT NULL,
    frontier bytea[] NOT NULL,
    note text NOT NULL,
    record_time timestamp with time zone NOT NULL,
    CONSTRAINT checkpoints_check CHECK ((cardinality(frontier) = bit_count((size)::bit(64)))),
    CONSTRAINT checkpoints_root_check CHECK ((octet_length(root) = 32))
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
    activity_id uuid NOT NULL,
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
    epoch uuid NOT NULL
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
CREATE TABLE ledger.known_posts (
    post_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    CONSTRAINT known_posts_check CHECK ((valid_to >= valid_from))
);
CREATE TABLE ledger.openings (
    log text NOT NULL,
    "position" bigint NOT NULL,
    field text NOT NULL,
    salt bytea NOT NULL,
    value bytea NOT NULL,
    CONSTRAINT openings_field_check CHECK ((field = ANY (ARRAY['text'::text, 'circumstances'::text, 'participants'::text, 'evidence_uris'::text, 'void_reason'::text]))),
    CONSTRAINT openings_salt_check CHECK ((octet_length(salt) = 32))
);
CREATE TABLE ledger.requests (
    log text NOT NULL,
    request_id uuid NOT NULL,
    digest bytea NOT NULL,
    answer bytea NOT NULL,
    create_time timestamp with time zone NOT NULL,
    CONSTRAINT requests_digest_check CHECK ((octet_length(digest) = 32))
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
    a.organization_id,
    a.author_organization_id,
    a.author_post_id,
    a.actor_organization_ids,
    a.actor_post_ids,
    a.kind_id,
    a.channel,
    a.purpose,
    a.day,
    a.participant_total,
    a.evidence_kinds,
    a.evidence_digests,
    a.evidence_media_types,
    a.evidence_sizes,
    a.guided_branch_id,
    a.record_time,
    v.record_time AS void_time,
    ( SELECT o.value
           FROM ledger.openings o
          WHERE ((o.log = a.log) AND (o."position" = a."position") AND (o.field = 'text'::text))) AS text,
    ( SELECT o.value
           FROM ledger.openings o
          WHERE ((o.log = a.log) AND (o."position" = a."position") AND (o.field = 'circumstances'::text))) AS circumstances,
    ( SELECT o.value
           FROM ledger.openings o
          WHERE ((o.log = a.log) AND (o."position" = a."position") AND (o.field = 'participants'::text))) AS participants,
    ( SELECT o.value
           FROM ledger.openings o
          WHERE ((o.log = a.log) AND (o."position" = a."position") AND (o.field = 'evidence_uris'::text))) AS evidence_uris,
    ( SELECT o.value
           FROM ledger.openings o
          WHERE ((o.log = v.log) AND (o."position" = v."position") AND (o.field = 'void_reason'::text))) AS void_reason
   FROM (ledger.activities a
     LEFT JOIN ledger.voids v USING (log, activity_id));
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
ALTER TABLE ONLY ledger.checkpoints
    ADD CONSTRAINT checkpoints_pkey PRIMARY KEY (log, size);
ALTER TABLE ONLY ledger.cursors
    ADD CONSTRAINT cursors_pkey PRIMARY KEY (source, log);
ALTER TABLE ONLY ledger.entries
    ADD CONSTRAINT entries_pkey PRIMARY KEY (log, "position");
ALTER TABLE ONLY ledger.epochs
    ADD CONSTRAINT epochs_pkey PRIMARY KEY (log);
ALTER TABLE ONLY ledger.known_activity_kinds
    ADD CONSTRAINT known_activity_kinds_pkey PRIMARY KEY (activity_kind_id);
ALTER TABLE ONLY ledger.known_organizations
    ADD CONSTRAINT known_organizations_pkey PRIMARY KEY (organization_id);
ALTER TABLE ONLY ledger.known_posts
    ADD CONSTRAINT known_posts_pkey PRIMARY KEY (post_id);
ALTER TABLE ONLY ledger.openings
    ADD CONSTRAINT openings_pkey PRIMARY KEY (log, "position", field);
ALTER TABLE ONLY ledger.requests
    ADD CONSTRAINT requests_pkey PRIMARY KEY (log, request_id);
ALTER TABLE ONLY ledger.voids
    ADD CONSTRAINT voids_pkey PRIMARY KEY (log, activity_id);
CREATE INDEX activities_by_organization ON ONLY ledger.activities USING btree (log, organization_id, activity_id);
CREATE INDEX activities_2024_log_organization_id_activity_id_idx ON ledger.activities_2024 USING btree (log, organization_id, activity_id);
CREATE INDEX activities_2025_log_organization_id_activity_id_idx ON ledger.activities_2025 USING btree (log, organization_id, activity_id);
CREATE INDEX activities_2026_log_organization_id_activity_id_idx ON ledger.activities_2026 USING btree (log, organization_id, activity_id);
CREATE INDEX activities_2027_log_organization_id_activity_id_idx ON ledger.activities_2027 USING btree (log, organization_id, activity_id);
CREATE INDEX activities_2028_log_organization_id_activity_id_idx ON ledger.activities_2028 USING btree (log, organization_id, activity_id);
CREATE INDEX activities_2029_log_organization_id_activity_id_idx ON ledger.activities_2029 USING btree (log, organization_id, activity_id);
CREATE INDEX activities_2030_log_organization_id_activity_id_idx ON ledger.activities_2030 USING btree (log, organization_id, activity_id);
CREATE INDEX activities_2031_log_organization_id_activity_id_idx ON ledger.activities_2031 USING btree (log, organization_id, activity_id);
CREATE INDEX activities_2032_log_organization_id_activity_id_idx ON ledger.activities_2032 USING btree (log, organization_id, activity_id);
CREATE INDEX activities_2033_log_organization_id_activity_id_idx ON ledger.activities_2033 USING btree (log, organization_id, activity_id);
CREATE INDEX activities_2034_log_organization_id_activity_id_idx ON ledger.activities_2034 USING btree (log, organization_id, activity_id);
CREATE INDEX activities_2035_log_organization_id_activity_id_idx ON ledger.activities_2035 USING btree (log, organization_id, activity_id);
CREATE INDEX activities_2036_log_organization_id_activity_id_idx ON ledger.activities_2036 USING btree (log, organization_id, activity_id);
CREATE INDEX activities_default_log_organization_id_activity_id_idx ON ledger.activities_default USING btree (log, organization_id, activity_id);
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_2024_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_2024_pkey;
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_2025_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_2025_pkey;
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_2026_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_2026_pkey;
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_2027_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_2027_pkey;
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_2028_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_2028_pkey;
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_2029_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_2029_pkey;
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_2030_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_2030_pkey;
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_2031_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_2031_pkey;
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_2032_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_2032_pkey;
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_2033_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_2033_pkey;
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_2034_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_2034_pkey;
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_2035_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_2035_pkey;
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_2036_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_2036_pkey;
ALTER INDEX ledger.activities_by_organization ATTACH PARTITION ledger.activities_default_log_organization_id_activity_id_idx;
ALTER INDEX ledger.activities_pkey ATTACH PARTITION ledger.activities_default_pkey;
ALTER TABLE ledger.activities
    ADD CONSTRAINT activities_log_position_fkey FOREIGN KEY (log, "position") REFERENCES ledger.entries(log, "position");
ALTER TABLE ONLY ledger.checkpoints
    ADD CONSTRAINT checkpoints_log_size_fkey FOREIGN KEY (log, size) REFERENCES ledger.entries(log, "position");
ALTER TABLE ONLY ledger.entries
    ADD CONSTRAINT entries_log_fkey FOREIGN KEY (log) REFERENCES ledger.epochs(log);
ALTER TABLE ONLY ledger.known_posts
    ADD CONSTRAINT known_posts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ledger.known_organizations(organization_id);
ALTER TABLE ONLY ledger.openings
    ADD CONSTRAINT openings_log_position_fkey FOREIGN KEY (log, "position") REFERENCES ledger.entries(log, "position");
ALTER TABLE ONLY ledger.voids
    ADD CONSTRAINT voids_log_activity_id_fkey FOREIGN KEY (log, activity_id) REFERENCES ledger.activities(log, activity_id);
ALTER TABLE ONLY ledger.voids
    ADD CONSTRAINT voids_log_position_fkey FOREIGN KEY (log, "position") REFERENCES ledger.entries(log, "position");
