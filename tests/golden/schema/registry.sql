CREATE SCHEMA registry;
CREATE TABLE registry.activity_kinds (
    kind_id text NOT NULL COLLATE pg_catalog."C",
    display_name text NOT NULL,
    activity_group text NOT NULL,
    requirement_ids text[] NOT NULL,
    create_time timestamp with time zone NOT NULL,
    CONSTRAINT activity_kinds_activity_group_check CHECK ((activity_group = ANY (ARRAY['five_ones'::text, 'leading_body_five_ones'::text, 'education_practice'::text, 'online'::text, 'campaign'::text]))),
    CONSTRAINT activity_kinds_display_name_check CHECK ((display_name <> ''::text)),
    CONSTRAINT activity_kinds_kind_id_check CHECK ((kind_id ~ '^[a-z][a-z0-9_]*[.][a-z][a-z0-9_]*$'::text))
);
CREATE TABLE registry.epochs (
    log text NOT NULL,
    epoch uuid NOT NULL
);
CREATE TABLE registry.feed (
    log text NOT NULL,
    "position" bigint NOT NULL,
    change_id uuid NOT NULL,
    change_index integer NOT NULL,
    change_count integer NOT NULL,
    registry_position bigint NOT NULL,
    contacts_position bigint NOT NULL,
    record_time timestamp with time zone NOT NULL,
    payload bytea NOT NULL,
    CONSTRAINT feed_position_check CHECK (("position" > 0))
);
CREATE TABLE registry.organizations (
    organization_id uuid NOT NULL,
    display_name text NOT NULL,
    kind smallint NOT NULL,
    level smallint NOT NULL,
    ledger_root boolean NOT NULL,
    log text NOT NULL,
    create_time timestamp with time zone NOT NULL,
    CONSTRAINT organizations_check CHECK (((NOT ledger_root) OR (log = (organization_id)::text))),
    CONSTRAINT organizations_display_name_check CHECK ((display_name <> ''::text)),
    CONSTRAINT organizations_kind_check CHECK (((kind >= 1) AND (kind <= 10))),
    CONSTRAINT organizations_level_check CHECK (((level >= 1) AND (level <= 7)))
);
CREATE TABLE registry.outbox (
    outbox_id bigint NOT NULL,
    log text NOT NULL,
    change_id uuid NOT NULL,
    change_index integer NOT NULL,
    change_count integer NOT NULL,
    registry_position bigint NOT NULL,
    contacts_position bigint NOT NULL,
    record_time timestamp with time zone NOT NULL,
    payload bytea NOT NULL,
    CONSTRAINT outbox_change_index_check CHECK ((change_index >= 0)),
    CONSTRAINT outbox_check CHECK ((change_count > change_index))
);
ALTER TABLE registry.outbox ALTER COLUMN outbox_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME registry.outbox_outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE registry.parent_links (
    organization_id uuid NOT NULL,
    level smallint NOT NULL,
    parent_id uuid,
    parent_level smallint,
    valid_from date NOT NULL,
    valid_to date,
    CONSTRAINT parent_links_check CHECK ((valid_to > valid_from)),
    CONSTRAINT parent_links_check1 CHECK (((parent_id IS NULL) = (parent_level IS NULL))),
    CONSTRAINT parent_links_check2 CHECK ((parent_level < level))
);
CREATE TABLE registry.people (
    person_id uuid NOT NULL,
    display_name text NOT NULL,
    wrapped_key bytea,
    ciphertext bytea,
    phone_index bytea,
    create_time timestamp with time zone NOT NULL,
    CONSTRAINT people_check CHECK (((wrapped_key IS NULL) = (ciphertext IS NULL))),
    CONSTRAINT people_check1 CHECK (((wrapped_key IS NULL) = (phone_index IS NULL))),
    CONSTRAINT people_display_name_check CHECK ((display_name <> ''::text)),
    CONSTRAINT people_phone_index_check CHECK ((octet_length(phone_index) = 32))
);
CREATE TABLE registry.posts (
    post_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    person_id uuid NOT NULL,
    title text NOT NULL,
    appointment_type smallint NOT NULL,
    leadership boolean NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    create_time timestamp with time zone NOT NULL,
    CONSTRAINT posts_appointment_type_check CHECK (((appointment_type >= 1) AND (appointment_type <= 3))),
    CONSTRAINT posts_check CHECK ((valid_to >= valid_from)),
    CONSTRAINT posts_title_check CHECK ((title <> ''::text))
);
CREATE TABLE registry.requests (
    log text NOT NULL,
    request_id uuid NOT NULL,
    digest bytea NOT NULL,
    answer bytea NOT NULL,
    create_time timestamp with time zone NOT NULL,
    CONSTRAINT requests_digest_check CHECK ((octet_length(digest) = 32))
);
CREATE TABLE registry.rule_packs (
    rule_pack_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    document_number text NOT NULL,
    version integer NOT NULL,
    publish_time timestamp with time zone NOT NULL,
    content bytea NOT NULL,
    CONSTRAINT rule_packs_document_number_check CHECK ((document_number <> ''::text)),
    CONSTRAINT rule_packs_version_check CHECK ((version > 0))
);
ALTER TABLE ONLY registry.activity_kinds
    ADD CONSTRAINT activity_kinds_pkey PRIMARY KEY (kind_id);
ALTER TABLE ONLY registry.epochs
    ADD CONSTRAINT epochs_pkey PRIMARY KEY (log);
ALTER TABLE ONLY registry.feed
    ADD CONSTRAINT feed_pkey PRIMARY KEY (log, "position");
ALTER TABLE ONLY registry.organizations
    ADD CONSTRAINT organizations_organization_id_level_key UNIQUE (organization_id, level);
ALTER TABLE ONLY registry.organizations
    ADD CONSTRAINT organizations_pkey PRIMARY KEY (organization_id);
ALTER TABLE ONLY registry.outbox
    ADD CONSTRAINT outbox_change_id_change_index_key UNIQUE (change_id, change_index);
ALTER TABLE ONLY registry.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (outbox_id);
ALTER TABLE ONLY registry.parent_links
    ADD CONSTRAINT parent_links_pkey PRIMARY KEY (organization_id, valid_from);
ALTER TABLE ONLY registry.people
    ADD CONSTRAINT people_phone_index_key UNIQUE (phone_index);
ALTER TABLE ONLY registry.people
    ADD CONSTRAINT people_pkey PRIMARY KEY (person_id);
ALTER TABLE ONLY registry.posts
    ADD CONSTRAINT posts_pkey PRIMARY KEY (post_id);
ALTER TABLE ONLY registry.requests
    ADD CONSTRAINT requests_pkey PRIMARY KEY (log, request_id);
ALTER TABLE ONLY registry.rule_packs
    ADD CONSTRAINT rule_packs_organization_id_document_number_version_key UNIQUE (organization_id, document_number, version);
ALTER TABLE ONLY registry.rule_packs
    ADD CONSTRAINT rule_packs_pkey PRIMARY KEY (rule_pack_id);
CREATE INDEX outbox_by_log ON registry.outbox USING btree (log, outbox_id);
CREATE INDEX parent_links_by_parent ON registry.parent_links USING btree (parent_id, organization_id);
CREATE UNIQUE INDEX parent_links_open ON registry.parent_links USING btree (organization_id) WHERE (valid_to IS NULL);
CREATE INDEX posts_by_organization ON registry.posts USING btree (organization_id, post_id);
CREATE INDEX posts_by_person ON registry.posts USING btree (person_id);
CREATE INDEX rule_packs_by_organization ON registry.rule_packs USING btree (organization_id, rule_pack_id);
ALTER TABLE ONLY registry.parent_links
    ADD CONSTRAINT parent_links_organization_id_level_fkey FOREIGN KEY (organization_id, level) REFERENCES registry.organizations(organization_id, level);
ALTER TABLE ONLY registry.parent_links
    ADD CONSTRAINT parent_links_parent_id_parent_level_fkey FOREIGN KEY (parent_id, parent_level) REFERENCES registry.organizations(organization_id, level);
ALTER TABLE ONLY registry.posts
    ADD CONSTRAINT posts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES registry.organizations(organization_id);
ALTER TABLE ONLY registry.posts
    ADD CONSTRAINT posts_person_id_fkey FOREIGN KEY (person_id) REFERENCES registry.people(person_id);
ALTER TABLE ONLY registry.rule_packs
    ADD CONSTRAINT rule_packs_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES registry.organizations(organization_id);
