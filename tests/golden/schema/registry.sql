CREATE SCHEMA registry;
CREATE FUNCTION registry.check_version_off_record() RETURNS trigger
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    AS $$
BEGIN
  PERFORM FROM organization_versions
  WHERE organization_id = OLD.organization_id AND known_to IS NULL
  HAVING range_agg(daterange(valid_from, valid_to)) @> daterange(OLD.valid_from, NULL);
  IF NOT FOUND THEN
    RAISE check_violation USING MESSAGE = 'an organization has days without a version',
      CONSTRAINT = 'organization_versions_have_no_gap', TABLE = TG_TABLE_NAME;
  END IF;
  PERFORM FROM organization_versions child
  WHERE child.parent_id = OLD.organization_id AND child.known_to IS NULL
    AND daterange(child.valid_from, child.valid_to) && daterange(OLD.valid_from, OLD.valid_to)
    AND NOT daterange(child.valid_from, child.valid_to) <@
          (SELECT coalesce(range_agg(daterange(valid_from, valid_to)), '{}')
           FROM organization_versions
           WHERE organization_id = OLD.organization_id AND known_to IS NULL AND NOT closed);
  IF FOUND THEN
    RAISE check_violation USING MESSAGE = 'an organization has children on days when it is closed',
      CONSTRAINT = 'organization_versions_have_parents', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION registry.check_version_on_record() RETURNS trigger
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    AS $$
BEGIN
  IF NEW.valid_to IS NOT NULL THEN
    PERFORM FROM organization_versions
    WHERE organization_id = NEW.organization_id AND valid_from = NEW.valid_to
      AND known_to IS NULL;
    IF NOT FOUND THEN
      RAISE check_violation USING MESSAGE = 'an organization has days without a version',
        CONSTRAINT = 'organization_versions_have_no_gap', TABLE = TG_TABLE_NAME;
    END IF;
  END IF;
  IF NEW.parent_id IS NULL THEN RETURN NULL; END IF;
  -- Nearly always one version of the parent has all the days. coalesce() keeps
  -- the planner from the index of the constraint: that is the slower one.
  PERFORM FROM organization_versions
  WHERE organization_id = NEW.parent_id AND coalesce(known_to, 'infinity') = 'infinity'
    AND NOT closed AND valid_from <= NEW.valid_from
    AND coalesce(valid_to, 'infinity') >= coalesce(NEW.valid_to, 'infinity')
  FOR SHARE;
  IF FOUND THEN RETURN NULL; END IF;
  PERFORM FROM organization_versions
  WHERE organization_id = NEW.parent_id AND known_to IS NULL AND NOT closed
  FOR SHARE;
  PERFORM FROM organization_versions
  WHERE organization_id = NEW.parent_id AND known_to IS NULL AND NOT closed
  HAVING range_agg(daterange(valid_from, valid_to)) @> daterange(NEW.valid_from, NEW.valid_to);
  IF NOT FOUND THEN
    RAISE check_violation USING MESSAGE = 'the parent of an organization does not stand',
      CONSTRAINT = 'organization_versions_have_parents', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION registry.refuse_change_of_record() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE check_violation USING MESSAGE = 'only known_to of a version may be set, and only once',
    CONSTRAINT = 'organization_versions_stay', TABLE = TG_TABLE_NAME;
END $$;
CREATE FUNCTION registry.refuse_change_of_rule_pack() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE check_violation USING MESSAGE = 'what was published stays as it is',
    CONSTRAINT = 'rule_packs_stay', TABLE = TG_TABLE_NAME;
END $$;
CREATE TABLE registry.activity_kinds (
    kind_id text NOT NULL COLLATE pg_catalog."C",
    display_name text NOT NULL,
    activity_group text NOT NULL,
    requirement_ids text[] NOT NULL,
    create_time timestamp with time zone NOT NULL,
    CONSTRAINT activity_kinds_activity_group_check CHECK ((activity_group = ANY (ARRAY['five_ones'::text, 'leading_body_five_ones'::text, 'education_practice'::text, 'online'::text, 'campaign'::text, 'offline'::text, 'community_posting'::text, 'working_mechanism'::text]))),
    CONSTRAINT activity_kinds_display_name_check CHECK ((display_name <> ''::text)),
    CONSTRAINT activity_kinds_kind_id_check CHECK ((kind_id ~ '^[a-z][a-z0-9_]*[.][a-z][a-z0-9_]*$'::text))
);
CREATE TABLE registry.confirmations (
    organization_id uuid NOT NULL,
    confirm_time timestamp with time zone NOT NULL,
    principal text NOT NULL
);
CREATE TABLE registry.epochs (
    log text NOT NULL,
    epoch uuid NOT NULL
);
CREATE TABLE registry.expectations (
    organization_id uuid NOT NULL,
    kind smallint NOT NULL,
    expected integer NOT NULL,
    set_time timestamp with time zone NOT NULL,
    CONSTRAINT expectations_expected_check CHECK (((expected >= 0) AND (expected <= 1000000))),
    CONSTRAINT expectations_kind_check CHECK (((kind >= 0) AND (kind <= 16)))
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
CREATE TABLE registry.guidance_links (
    guidance_link_id uuid NOT NULL,
    post_id uuid NOT NULL,
    committee_id uuid,
    branch_id uuid,
    guided_post_id uuid,
    valid_from date NOT NULL,
    valid_to date,
    create_time timestamp with time zone NOT NULL,
    CONSTRAINT guidance_links_check CHECK ((branch_id <> committee_id)),
    CONSTRAINT guidance_links_check1 CHECK ((guided_post_id <> post_id)),
    CONSTRAINT guidance_links_check2 CHECK ((valid_to >= valid_from)),
    CONSTRAINT guidance_links_check3 CHECK (((committee_id IS NULL) = (branch_id IS NULL))),
    CONSTRAINT guidance_links_check4 CHECK (((committee_id IS NULL) <> (guided_post_id IS NULL)))
);
CREATE TABLE registry.import_counts (
    import_id uuid NOT NULL,
    table_code smallint NOT NULL,
    rows bigint NOT NULL,
    created bigint DEFAULT 0 NOT NULL,
    unchanged bigint DEFAULT 0 NOT NULL,
    problems bigint DEFAULT 0 NOT NULL,
    CONSTRAINT import_counts_table_code_check CHECK (((table_code >= 1) AND (table_code <= 3)))
);
CREATE TABLE registry.import_organizations (
    import_id uuid NOT NULL,
    ordinal bigint NOT NULL,
    line bigint NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    bad boolean NOT NULL,
    organization_id uuid NOT NULL,
    display_name text NOT NULL,
    kind smallint NOT NULL,
    level smallint NOT NULL,
    parent_key text COLLATE pg_catalog."C",
    valid_from date NOT NULL,
    division_code text COLLATE pg_catalog."C",
    school_code text COLLATE pg_catalog."C",
    credit_code text COLLATE pg_catalog."C",
    leading_body boolean NOT NULL,
    ledger_root boolean NOT NULL
);
CREATE TABLE registry.import_people (
    import_id uuid NOT NULL,
    ordinal bigint NOT NULL,
    line bigint NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    bad boolean NOT NULL,
    person_id uuid NOT NULL,
    display_name text NOT NULL,
    wrapped_key bytea,
    ciphertext bytea,
    phone_index bytea,
    user_name text COLLATE pg_catalog."C"
);
CREATE TABLE registry.import_posts (
    import_id uuid NOT NULL,
    ordinal bigint NOT NULL,
    line bigint NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    bad boolean NOT NULL,
    post_id uuid NOT NULL,
    person_key text NOT NULL COLLATE pg_catalog."C",
    organization_key text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL,
    appointment_type smallint NOT NULL,
    leadership boolean NOT NULL,
    rank_class smallint NOT NULL,
    managing_key text COLLATE pg_catalog."C",
    administrator boolean NOT NULL,
    valid_from date NOT NULL,
    valid_to date
);
CREATE TABLE registry.import_problems (
    import_id uuid NOT NULL,
    number bigint,
    table_code smallint NOT NULL,
    line bigint NOT NULL,
    column_name text NOT NULL,
    reason text NOT NULL,
    message text NOT NULL,
    of_upload boolean NOT NULL,
    CONSTRAINT import_problems_reason_check CHECK ((reason <> ''::text)),
    CONSTRAINT import_problems_table_code_check CHECK (((table_code >= 1) AND (table_code <= 3)))
);
CREATE TABLE registry.import_progress (
    import_id uuid NOT NULL,
    rows_done bigint NOT NULL,
    rows_total bigint NOT NULL
);
CREATE TABLE registry.imports (
    import_id uuid NOT NULL,
    owner text NOT NULL,
    state smallint NOT NULL,
    failure text DEFAULT ''::text NOT NULL,
    create_time timestamp with time zone NOT NULL,
    receive_time timestamp with time zone NOT NULL,
    problem_count bigint DEFAULT 0 NOT NULL,
    has_rows boolean DEFAULT true NOT NULL,
    CONSTRAINT imports_state_check CHECK (((state >= 1) AND (state <= 6)))
);
CREATE TABLE registry.organization_codes (
    organization_id uuid NOT NULL,
    scheme smallint NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT organization_codes_code_check CHECK ((code <> ''::text)),
    CONSTRAINT organization_codes_scheme_check CHECK (((scheme >= 1) AND (scheme <= 4)))
);
CREATE TABLE registry.organization_versions (
    organization_id uuid NOT NULL,
    level smallint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    display_name text NOT NULL,
    parent_id uuid,
    parent_level smallint,
    closed boolean NOT NULL,
    reorganization_id uuid,
    known_from timestamp with time zone NOT NULL,
    known_to timestamp with time zone,
    CONSTRAINT organization_versions_check CHECK ((valid_to > valid_from)),
    CONSTRAINT organization_versions_check1 CHECK ((known_to > known_from)),
    CONSTRAINT organization_versions_check2 CHECK (((parent_id IS NULL) = (parent_level IS NULL))),
    CONSTRAINT organization_versions_check3 CHECK (((parent_level < level) OR closed)),
    CONSTRAINT organization_versions_display_name_check CHECK ((display_name <> ''::text))
);
CREATE TABLE registry.organizations (
    organization_id uuid NOT NULL,
    kind smallint NOT NULL,
    level smallint NOT NULL,
    ledger_root boolean NOT NULL,
    log text NOT NULL,
    create_time timestamp with time zone NOT NULL,
    leading_body boolean NOT NULL,
    many_youth boolean,
    many_youth_reason text,
    many_youth_from date,
    external_key text COLLATE pg_catalog."C",
    key text GENERATED ALWAYS AS (COALESCE(external_key, (organization_id)::text)) STORED NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT organizations_check CHECK (((NOT ledger_root) OR (log = (organization_id)::text))),
    CONSTRAINT organizations_check1 CHECK (((many_youth IS NULL) = (many_youth_reason IS NULL))),
    CONSTRAINT organizations_check2 CHECK (((many_youth IS NULL) = (many_youth_from IS NULL))),
    CONSTRAINT organizations_external_key_check CHECK ((external_key <> ''::text)),
    CONSTRAINT organizations_kind_check CHECK (((kind >= 1) AND (kind <= 16))),
    CONSTRAINT organizations_level_check CHECK (((level >= 1) AND (level <= 8))),
    CONSTRAINT organizations_many_youth_reason_check CHECK ((many_youth_reason <> ''::text))
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
CREATE TABLE registry.people (
    person_id uuid NOT NULL,
    display_name text NOT NULL,
    wrapped_key bytea,
    ciphertext bytea,
    phone_index bytea,
    create_time timestamp with time zone NOT NULL,
    user_name text COLLATE pg_catalog."C",
    external_key text COLLATE pg_catalog."C",
    key text GENERATED ALWAYS AS (COALESCE(external_key, (person_id)::text)) STORED NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT people_check CHECK (((wrapped_key IS NULL) = (ciphertext IS NULL))),
    CONSTRAINT people_check1 CHECK (((wrapped_key IS NULL) = (phone_index IS NULL))),
    CONSTRAINT people_display_name_check CHECK ((display_name <> ''::text)),
    CONSTRAINT people_external_key_check CHECK ((external_key ~ '^[A-Za-z0-9._-]{1,64}$'::text)),
    CONSTRAINT people_phone_index_check CHECK ((octet_length(phone_index) = 32)),
    CONSTRAINT people_user_name_check CHECK ((user_name ~ '^[a-z][a-z0-9._-]{2,63}$'::text))
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
    rank_class smallint DEFAULT 0 NOT NULL,
    managing_organization_id uuid,
    administrator boolean DEFAULT false NOT NULL,
    external_key text COLLATE pg_catalog."C",
    key text GENERATED ALWAYS AS (COALESCE(external_key, (post_id)::text)) STORED NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT posts_appointment_type_check CHECK (((appointment_type >= 1) AND (appointment_type <= 3))),
    CONSTRAINT posts_check CHECK ((valid_to >= valid_from)),
    CONSTRAINT posts_external_key_check CHECK ((external_key ~ '^[A-Za-z0-9._-]{1,64}$'::text)),
    CONSTRAINT posts_rank_class_check CHECK (((rank_class >= 0) AND (rank_class <= 2))),
    CONSTRAINT posts_title_check CHECK ((title <> ''::text))
);
CREATE TABLE registry.reorganization_ended_groups (
    reorganization_id uuid NOT NULL,
    working_group_id uuid NOT NULL,
    valid_to date
);
CREATE TABLE registry.reorganization_ended_guidance (
    reorganization_id uuid NOT NULL,
    guidance_link_id uuid NOT NULL,
    valid_to date
);
CREATE TABLE registry.reorganization_ended_links (
    reorganization_id uuid NOT NULL,
    link_id uuid NOT NULL,
    valid_to date
);
CREATE TABLE registry.reorganization_ended_posts (
    reorganization_id uuid NOT NULL,
    post_id uuid NOT NULL,
    valid_to date
);
CREATE TABLE registry.reorganizations (
    reorganization_id uuid NOT NULL,
    effective_day date NOT NULL,
    known_from timestamp with time zone NOT NULL,
    create_time timestamp with time zone NOT NULL,
    cancel_time timestamp with time zone,
    cancel_reason text,
    content bytea NOT NULL,
    CONSTRAINT reorganizations_cancel_reason_check CHECK ((cancel_reason <> ''::text)),
    CONSTRAINT reorganizations_check CHECK (((cancel_time IS NULL) = (cancel_reason IS NULL)))
);
CREATE TABLE registry.requests (
    log text NOT NULL,
    request_id uuid NOT NULL,
    digest bytea NOT NULL,
    answer bytea NOT NULL,
    create_time timestamp with time zone NOT NULL,
    CONSTRAINT requests_digest_check CHECK ((octet_length(digest) = 32))
);
CREATE TABLE registry.rule_pack_endings (
    rule_pack_id uuid NOT NULL,
    in_force_from date NOT NULL,
    in_force_to date NOT NULL,
    superseded_by uuid,
    withdrawal_reason text,
    end_time timestamp with time zone NOT NULL,
    CONSTRAINT rule_pack_endings_check CHECK ((in_force_to >= in_force_from)),
    CONSTRAINT rule_pack_endings_check1 CHECK ((superseded_by <> rule_pack_id)),
    CONSTRAINT rule_pack_endings_check2 CHECK (((superseded_by IS NULL) <> (withdrawal_reason IS NULL))),
    CONSTRAINT rule_pack_endings_withdrawal_reason_check CHECK ((withdrawal_reason <> ''::text))
);
CREATE TABLE registry.rule_packs (
    rule_pack_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    document_number text NOT NULL,
    version integer NOT NULL,
    publish_time timestamp with time zone NOT NULL,
    content bytea NOT NULL,
    in_force_from date,
    in_force_to date,
    subtree_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    publisher text DEFAULT ''::text NOT NULL,
    CONSTRAINT rule_packs_check CHECK ((in_force_to > in_force_from)),
    CONSTRAINT rule_packs_check1 CHECK (((in_force_from IS NOT NULL) OR (in_force_to IS NULL))),
    CONSTRAINT rule_packs_document_number_check CHECK ((document_number <> ''::text)),
    CONSTRAINT rule_packs_version_check CHECK ((version > 0))
);
CREATE TABLE registry.secondary_links (
    link_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    related_id uuid NOT NULL,
    type smallint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    CONSTRAINT secondary_links_check CHECK ((valid_to >= valid_from)),
    CONSTRAINT secondary_links_check1 CHECK ((related_id <> organization_id)),
    CONSTRAINT secondary_links_type_check CHECK (((type >= 1) AND (type <= 2)))
);
CREATE TABLE registry.workday_years (
    year integer NOT NULL,
    version integer NOT NULL,
    publish_time timestamp with time zone NOT NULL,
    holidays date[] NOT NULL,
    make_up_days date[] NOT NULL,
    provisional boolean NOT NULL,
    document_issuer text,
    document_number text,
    document_title text,
    document_day date,
    CONSTRAINT workday_years_check CHECK ((num_nulls(document_issuer, document_number, document_title, document_day) = ANY (ARRAY[0, 4]))),
    CONSTRAINT workday_years_check1 CHECK ((provisional OR (document_number IS NOT NULL))),
    CONSTRAINT workday_years_document_issuer_check CHECK ((document_issuer <> ''::text)),
    CONSTRAINT workday_years_document_number_check CHECK ((document_number <> ''::text)),
    CONSTRAINT workday_years_version_check CHECK ((version > 0)),
    CONSTRAINT workday_years_year_check CHECK (((year >= 1900) AND (year <= 2199)))
);
CREATE TABLE registry.working_group_members (
    working_group_id uuid NOT NULL,
    ordinal smallint NOT NULL,
    post_id uuid NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    CONSTRAINT working_group_members_check CHECK ((valid_to >= valid_from)),
    CONSTRAINT working_group_members_ordinal_check CHECK (((ordinal >= 0) AND (ordinal <= 199)))
);
CREATE TABLE registry.working_groups (
    working_group_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    display_name text NOT NULL,
    purpose text NOT NULL,
    leader_post_id uuid NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    create_time timestamp with time zone NOT NULL,
    CONSTRAINT working_groups_check CHECK ((valid_to >= valid_from)),
    CONSTRAINT working_groups_display_name_check CHECK ((display_name <> ''::text))
);
ALTER TABLE ONLY registry.activity_kinds
    ADD CONSTRAINT activity_kinds_pkey PRIMARY KEY (kind_id);
ALTER TABLE ONLY registry.confirmations
    ADD CONSTRAINT confirmations_pkey PRIMARY KEY (organization_id);
ALTER TABLE ONLY registry.epochs
    ADD CONSTRAINT epochs_pkey PRIMARY KEY (log);
ALTER TABLE ONLY registry.expectations
    ADD CONSTRAINT expectations_pkey PRIMARY KEY (organization_id, kind);
ALTER TABLE ONLY registry.feed
    ADD CONSTRAINT feed_pkey PRIMARY KEY (log, "position");
ALTER TABLE ONLY registry.guidance_links
    ADD CONSTRAINT guidance_links_pkey PRIMARY KEY (guidance_link_id);
ALTER TABLE ONLY registry.import_counts
    ADD CONSTRAINT import_counts_pkey PRIMARY KEY (import_id, table_code);
ALTER TABLE ONLY registry.import_progress
    ADD CONSTRAINT import_progress_pkey PRIMARY KEY (import_id);
ALTER TABLE ONLY registry.imports
    ADD CONSTRAINT imports_pkey PRIMARY KEY (import_id);
ALTER TABLE ONLY registry.organization_codes
    ADD CONSTRAINT organization_codes_pkey PRIMARY KEY (organization_id, scheme);
ALTER TABLE ONLY registry.organization_codes
    ADD CONSTRAINT organization_codes_scheme_code_key UNIQUE (scheme, code);
ALTER TABLE ONLY registry.organization_versions
    ADD CONSTRAINT organization_versions_do_not_overlap EXCLUDE USING gist (organization_id WITH =, daterange(valid_from, valid_to) WITH &&) WHERE ((known_to IS NULL)) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY registry.organization_versions
    ADD CONSTRAINT organization_versions_pkey PRIMARY KEY (organization_id, valid_from, known_from);
ALTER TABLE ONLY registry.organizations
    ADD CONSTRAINT organizations_key_key UNIQUE (key);
ALTER TABLE ONLY registry.organizations
    ADD CONSTRAINT organizations_organization_id_level_key UNIQUE (organization_id, level);
ALTER TABLE ONLY registry.organizations
    ADD CONSTRAINT organizations_pkey PRIMARY KEY (organization_id);
ALTER TABLE ONLY registry.outbox
    ADD CONSTRAINT outbox_change_id_change_index_key UNIQUE (change_id, change_index);
ALTER TABLE ONLY registry.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (outbox_id);
ALTER TABLE ONLY registry.people
    ADD CONSTRAINT people_key_key UNIQUE (key);
ALTER TABLE ONLY registry.people
    ADD CONSTRAINT people_phone_index_key UNIQUE (phone_index);
ALTER TABLE ONLY registry.people
    ADD CONSTRAINT people_pkey PRIMARY KEY (person_id);
ALTER TABLE ONLY registry.people
    ADD CONSTRAINT people_user_name_key UNIQUE (user_name);
ALTER TABLE ONLY registry.posts
    ADD CONSTRAINT posts_key_key UNIQUE (key);
ALTER TABLE ONLY registry.posts
    ADD CONSTRAINT posts_pkey PRIMARY KEY (post_id);
ALTER TABLE ONLY registry.reorganization_ended_groups
    ADD CONSTRAINT reorganization_ended_groups_pkey PRIMARY KEY (reorganization_id, working_group_id);
ALTER TABLE ONLY registry.reorganization_ended_guidance
    ADD CONSTRAINT reorganization_ended_guidance_pkey PRIMARY KEY (reorganization_id, guidance_link_id);
ALTER TABLE ONLY registry.reorganization_ended_links
    ADD CONSTRAINT reorganization_ended_links_pkey PRIMARY KEY (reorganization_id, link_id);
ALTER TABLE ONLY registry.reorganization_ended_posts
    ADD CONSTRAINT reorganization_ended_posts_pkey PRIMARY KEY (reorganization_id, post_id);
ALTER TABLE ONLY registry.reorganizations
    ADD CONSTRAINT reorganizations_pkey PRIMARY KEY (reorganization_id);
ALTER TABLE ONLY registry.requests
    ADD CONSTRAINT requests_pkey PRIMARY KEY (log, request_id);
ALTER TABLE ONLY registry.rule_pack_endings
    ADD CONSTRAINT rule_pack_endings_pkey PRIMARY KEY (rule_pack_id);
ALTER TABLE ONLY registry.rule_packs
    ADD CONSTRAINT rule_packs_organization_id_document_number_version_key UNIQUE (organization_id, document_number, version);
ALTER TABLE ONLY registry.rule_packs
    ADD CONSTRAINT rule_packs_pkey PRIMARY KEY (rule_pack_id);
ALTER TABLE ONLY registry.secondary_links
    ADD CONSTRAINT secondary_links_do_not_overlap EXCLUDE USING gist (organization_id WITH =, related_id WITH =, type WITH =, daterange(valid_from, valid_to) WITH &&);
ALTER TABLE ONLY registry.secondary_links
    ADD CONSTRAINT secondary_links_pkey PRIMARY KEY (link_id);
ALTER TABLE ONLY registry.workday_years
    ADD CONSTRAINT workday_years_pkey PRIMARY KEY (year, version);
ALTER TABLE ONLY registry.working_group_members
    ADD CONSTRAINT working_group_members_pkey PRIMARY KEY (working_group_id, ordinal);
ALTER TABLE ONLY registry.working_groups
    ADD CONSTRAINT working_groups_pkey PRIMARY KEY (working_group_id);
CREATE INDEX guidance_links_by_branch ON registry.guidance_links USING btree (branch_id) WHERE (branch_id IS NOT NULL);
CREATE INDEX guidance_links_by_committee ON registry.guidance_links USING btree (committee_id) WHERE (committee_id IS NOT NULL);
CREATE INDEX guidance_links_by_guided_post ON registry.guidance_links USING btree (guided_post_id) WHERE (guided_post_id IS NOT NULL);
CREATE INDEX guidance_links_by_post ON registry.guidance_links USING btree (post_id, guidance_link_id);
CREATE UNIQUE INDEX guidance_links_open_base ON registry.guidance_links USING btree (post_id) WHERE ((valid_to IS NULL) AND (committee_id IS NOT NULL));
CREATE UNIQUE INDEX guidance_links_open_post ON registry.guidance_links USING btree (post_id, guided_post_id) WHERE ((valid_to IS NULL) AND (guided_post_id IS NOT NULL));
CREATE INDEX import_organizations_by_key ON registry.import_organizations USING btree (import_id, key);
CREATE INDEX import_organizations_by_level ON registry.import_organizations USING btree (import_id, level, ordinal);
CREATE INDEX import_people_by_key ON registry.import_people USING btree (import_id, key);
CREATE INDEX import_people_by_ordinal ON registry.import_people USING btree (import_id, ordinal);
CREATE INDEX import_posts_by_ordinal ON registry.import_posts USING btree (import_id, ordinal);
CREATE INDEX import_posts_by_person ON registry.import_posts USING btree (import_id, person_key);
CREATE INDEX import_problems_by_number ON registry.import_problems USING btree (import_id, number);
CREATE UNIQUE INDEX imports_receiving ON registry.imports USING btree (owner) WHERE (state = 1);
CREATE INDEX organization_versions_by_parent ON registry.organization_versions USING btree (parent_id, organization_id);
CREATE INDEX organization_versions_by_reorganization ON registry.organization_versions USING btree (reorganization_id) WHERE (reorganization_id IS NOT NULL);
CREATE INDEX outbox_by_log ON registry.outbox USING btree (log, outbox_id);
CREATE INDEX posts_by_organization ON registry.posts USING btree (organization_id, post_id);
CREATE INDEX posts_by_person ON registry.posts USING btree (person_id);
CREATE UNIQUE INDEX posts_open ON registry.posts USING btree (person_id, organization_id, title) WHERE (valid_to IS NULL);
CREATE INDEX rule_packs_by_organization ON registry.rule_packs USING btree (organization_id, rule_pack_id);
CREATE INDEX secondary_links_by_organization ON registry.secondary_links USING btree (organization_id, link_id);
CREATE INDEX secondary_links_by_related ON registry.secondary_links USING btree (related_id);
CREATE UNIQUE INDEX working_group_members_open ON registry.working_group_members USING btree (working_group_id, post_id) WHERE (valid_to IS NULL);
CREATE INDEX working_groups_by_organization ON registry.working_groups USING btree (organization_id, working_group_id);
CREATE CONSTRAINT TRIGGER check_version_off_record AFTER UPDATE ON registry.organization_versions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.known_to IS NULL) AND (new.known_to IS NOT NULL))) EXECUTE FUNCTION registry.check_version_off_record();
CREATE CONSTRAINT TRIGGER check_version_on_record AFTER INSERT ON registry.organization_versions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.known_to IS NULL) AND ((new.parent_id IS NOT NULL) OR (new.valid_to IS NOT NULL)))) EXECUTE FUNCTION registry.check_version_on_record();
CREATE TRIGGER refuse_change_of_record BEFORE UPDATE ON registry.organization_versions FOR EACH ROW WHEN (((old.known_to IS NOT NULL) OR ((((((((((old.organization_id IS DISTINCT FROM new.organization_id) OR (old.level IS DISTINCT FROM new.level)) OR (old.valid_from IS DISTINCT FROM new.valid_from)) OR (old.valid_to IS DISTINCT FROM new.valid_to)) OR (old.display_name IS DISTINCT FROM new.display_name)) OR (old.parent_id IS DISTINCT FROM new.parent_id)) OR (old.parent_level IS DISTINCT FROM new.parent_level)) OR (old.closed IS DISTINCT FROM new.closed)) OR (old.reorganization_id IS DISTINCT FROM new.reorganization_id)) OR (old.known_from IS DISTINCT FROM new.known_from)))) EXECUTE FUNCTION registry.refuse_change_of_record();
CREATE TRIGGER refuse_change_of_rule_pack BEFORE DELETE OR UPDATE ON registry.rule_packs FOR EACH ROW EXECUTE FUNCTION registry.refuse_change_of_rule_pack();
CREATE TRIGGER refuse_change_of_rule_pack_ending BEFORE DELETE OR UPDATE ON registry.rule_pack_endings FOR EACH ROW EXECUTE FUNCTION registry.refuse_change_of_rule_pack();
CREATE TRIGGER refuse_deletion_of_record BEFORE DELETE ON registry.organization_versions FOR EACH ROW EXECUTE FUNCTION registry.refuse_change_of_record();
ALTER TABLE ONLY registry.confirmations
    ADD CONSTRAINT confirmations_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES registry.organizations(organization_id);
ALTER TABLE ONLY registry.expectations
    ADD CONSTRAINT expectations_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES registry.organizations(organization_id);
ALTER TABLE ONLY registry.guidance_links
    ADD CONSTRAINT guidance_links_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES registry.organizations(organization_id);
ALTER TABLE ONLY registry.guidance_links
    ADD CONSTRAINT guidance_links_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES registry.organizations(organization_id);
ALTER TABLE ONLY registry.guidance_links
    ADD CONSTRAINT guidance_links_guided_post_id_fkey FOREIGN KEY (guided_post_id) REFERENCES registry.posts(post_id);
ALTER TABLE ONLY registry.guidance_links
    ADD CONSTRAINT guidance_links_post_id_fkey FOREIGN KEY (post_id) REFERENCES registry.posts(post_id);
ALTER TABLE ONLY registry.import_counts
    ADD CONSTRAINT import_counts_import_id_fkey FOREIGN KEY (import_id) REFERENCES registry.imports(import_id) ON DELETE CASCADE;
ALTER TABLE ONLY registry.import_problems
    ADD CONSTRAINT import_problems_import_id_fkey FOREIGN KEY (import_id) REFERENCES registry.imports(import_id) ON DELETE CASCADE;
ALTER TABLE ONLY registry.import_progress
    ADD CONSTRAINT import_progress_import_id_fkey FOREIGN KEY (import_id) REFERENCES registry.imports(import_id) ON DELETE CASCADE;
ALTER TABLE ONLY registry.organization_codes
    ADD CONSTRAINT organization_codes_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES registry.organizations(organization_id);
ALTER TABLE ONLY registry.organization_versions
    ADD CONSTRAINT organization_versions_organization_id_level_fkey FOREIGN KEY (organization_id, level) REFERENCES registry.organizations(organization_id, level);
ALTER TABLE ONLY registry.organization_versions
    ADD CONSTRAINT organization_versions_parent_id_parent_level_fkey FOREIGN KEY (parent_id, parent_level) REFERENCES registry.organizations(organization_id, level);
ALTER TABLE ONLY registry.organization_versions
    ADD CONSTRAINT organization_versions_reorganization_id_fkey FOREIGN KEY (reorganization_id) REFERENCES registry.reorganizations(reorganization_id);
ALTER TABLE ONLY registry.posts
    ADD CONSTRAINT posts_managing_organization_id_fkey FOREIGN KEY (managing_organization_id) REFERENCES registry.organizations(organization_id);
ALTER TABLE ONLY registry.posts
    ADD CONSTRAINT posts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES registry.organizations(organization_id);
ALTER TABLE ONLY registry.posts
    ADD CONSTRAINT posts_person_id_fkey FOREIGN KEY (person_id) REFERENCES registry.people(person_id);
ALTER TABLE ONLY registry.reorganization_ended_groups
    ADD CONSTRAINT reorganization_ended_groups_reorganization_id_fkey FOREIGN KEY (reorganization_id) REFERENCES registry.reorganizations(reorganization_id);
ALTER TABLE ONLY registry.reorganization_ended_groups
    ADD CONSTRAINT reorganization_ended_groups_working_group_id_fkey FOREIGN KEY (working_group_id) REFERENCES registry.working_groups(working_group_id);
ALTER TABLE ONLY registry.reorganization_ended_guidance
    ADD CONSTRAINT reorganization_ended_guidance_guidance_link_id_fkey FOREIGN KEY (guidance_link_id) REFERENCES registry.guidance_links(guidance_link_id);
ALTER TABLE ONLY registry.reorganization_ended_guidance
    ADD CONSTRAINT reorganization_ended_guidance_reorganization_id_fkey FOREIGN KEY (reorganization_id) REFERENCES registry.reorganizations(reorganization_id);
ALTER TABLE ONLY registry.reorganization_ended_links
    ADD CONSTRAINT reorganization_ended_links_link_id_fkey FOREIGN KEY (link_id) REFERENCES registry.secondary_links(link_id);
ALTER TABLE ONLY registry.reorganization_ended_links
    ADD CONSTRAINT reorganization_ended_links_reorganization_id_fkey FOREIGN KEY (reorganization_id) REFERENCES registry.reorganizations(reorganization_id);
ALTER TABLE ONLY registry.reorganization_ended_posts
    ADD CONSTRAINT reorganization_ended_posts_post_id_fkey FOREIGN KEY (post_id) REFERENCES registry.posts(post_id);
ALTER TABLE ONLY registry.reorganization_ended_posts
    ADD CONSTRAINT reorganization_ended_posts_reorganization_id_fkey FOREIGN KEY (reorganization_id) REFERENCES registry.reorganizations(reorganization_id);
ALTER TABLE ONLY registry.rule_pack_endings
    ADD CONSTRAINT rule_pack_endings_rule_pack_id_fkey FOREIGN KEY (rule_pack_id) REFERENCES registry.rule_packs(rule_pack_id);
ALTER TABLE ONLY registry.rule_pack_endings
    ADD CONSTRAINT rule_pack_endings_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES registry.rule_packs(rule_pack_id);
ALTER TABLE ONLY registry.rule_packs
    ADD CONSTRAINT rule_packs_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES registry.organizations(organization_id);
ALTER TABLE ONLY registry.secondary_links
    ADD CONSTRAINT secondary_links_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES registry.organizations(organization_id);
ALTER TABLE ONLY registry.secondary_links
    ADD CONSTRAINT secondary_links_related_id_fkey FOREIGN KEY (related_id) REFERENCES registry.organizations(organization_id);
ALTER TABLE ONLY registry.working_group_members
    ADD CONSTRAINT working_group_members_post_id_fkey FOREIGN KEY (post_id) REFERENCES registry.posts(post_id);
ALTER TABLE ONLY registry.working_group_members
    ADD CONSTRAINT working_group_members_working_group_id_fkey FOREIGN KEY (working_group_id) REFERENCES registry.working_groups(working_group_id);
ALTER TABLE ONLY registry.working_groups
    ADD CONSTRAINT working_groups_leader_post_id_fkey FOREIGN KEY (leader_post_id) REFERENCES registry.posts(post_id);
ALTER TABLE ONLY registry.working_groups
    ADD CONSTRAINT working_groups_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES registry.organizations(organization_id);
