CREATE SCHEMA contacts;
CREATE FUNCTION contacts.known_with_all_above(wanted_ids uuid[]) RETURNS TABLE(organization_id uuid, log text, parent_id uuid, valid_from date, valid_to date)
    LANGUAGE plpgsql STABLE
    SET plan_cache_mode TO 'force_generic_plan'
    SET jit TO 'off'
    AS $$
BEGIN
  RETURN QUERY
  WITH RECURSIVE above (id) AS (
    SELECT unnest(wanted_ids)
    UNION
    SELECT parent.id
    FROM above
    CROSS JOIN LATERAL (
      SELECT p.parent_id AS id FROM known_parents p WHERE p.organization_id = above.id OFFSET 0
    ) parent
  )
  SELECT above.id, known.log, parent.parent_id, parent.valid_from, parent.valid_to
  FROM above
  CROSS JOIN LATERAL (
    SELECT o.log FROM known_organizations o WHERE o.organization_id = above.id OFFSET 0
  ) known
  LEFT JOIN LATERAL (
    SELECT p.parent_id, p.valid_from, p.valid_to
    FROM known_parents p
    WHERE p.organization_id = above.id
    OFFSET 0
  ) parent ON true;
END
$$;
CREATE FUNCTION contacts.logs_of_roots_under(wanted_id uuid) RETURNS SETOF text
    LANGUAGE plpgsql STABLE
    SET plan_cache_mode TO 'force_generic_plan'
    SET jit TO 'off'
    AS $$
BEGIN
  RETURN QUERY
  WITH RECURSIVE above (log, id) AS (
    SELECT o.log, o.organization_id FROM known_organizations o WHERE o.log = o.organization_id::text
    UNION
    SELECT above.log, parent.id
    FROM above
    CROSS JOIN LATERAL (
      SELECT p.parent_id AS id FROM known_parents p WHERE p.organization_id = above.id OFFSET 0
    ) parent
  )
  SELECT above.log FROM above WHERE above.id = wanted_id;
END
$$;
CREATE TABLE contacts.contact_links (
    contact_link_id uuid NOT NULL,
    youth_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    post_id uuid NOT NULL,
    log text NOT NULL,
    state text NOT NULL,
    active_day date,
    inactive_day date,
    create_time timestamp with time zone NOT NULL,
    CONSTRAINT contact_links_check CHECK ((inactive_day >= active_day)),
    CONSTRAINT contact_links_check1 CHECK (((active_day IS NOT NULL) = (state = ANY (ARRAY['ACTIVE'::text, 'WITHDRAWN'::text])))),
    CONSTRAINT contact_links_check2 CHECK (((inactive_day IS NOT NULL) = (state = 'WITHDRAWN'::text))),
    CONSTRAINT contact_links_log_check CHECK ((log <> ''::text)),
    CONSTRAINT contact_links_state_check CHECK ((state = ANY (ARRAY['PROPOSED'::text, 'ACTIVE'::text, 'DECLINED'::text, 'WITHDRAWN'::text])))
);
CREATE TABLE contacts.cursors (
    source text NOT NULL,
    log text NOT NULL,
    epoch text NOT NULL,
    "position" bigint NOT NULL,
    CONSTRAINT cursors_position_check CHECK (("position" >= 0))
);
CREATE TABLE contacts.epochs (
    log text NOT NULL,
    epoch uuid NOT NULL
);
CREATE TABLE contacts.feed (
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
CREATE TABLE contacts.known_activity_kinds (
    activity_kind_id text NOT NULL
);
CREATE TABLE contacts.known_organizations (
    organization_id uuid NOT NULL,
    log text NOT NULL
);
CREATE TABLE contacts.known_parents (
    organization_id uuid NOT NULL,
    parent_id uuid NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    CONSTRAINT known_parents_check CHECK ((valid_to > valid_from))
);
CREATE TABLE contacts.known_posts (
    post_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    CONSTRAINT known_posts_check CHECK ((valid_to >= valid_from))
);
CREATE TABLE contacts.outbox (
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
ALTER TABLE contacts.outbox ALTER COLUMN outbox_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME contacts.outbox_outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE contacts.requests (
    log text NOT NULL,
    request_id uuid NOT NULL,
    digest bytea NOT NULL,
    answer bytea NOT NULL,
    create_time timestamp with time zone NOT NULL,
    CONSTRAINT requests_digest_check CHECK ((octet_length(digest) = 32))
);
CREATE TABLE contacts.youths (
    youth_id uuid NOT NULL,
    display_name text NOT NULL,
    phone_wrapped_key bytea,
    phone_ciphertext bytea,
    phone_blind_index bytea,
    birth_year integer NOT NULL,
    organization_id uuid NOT NULL,
    field text NOT NULL,
    industry text NOT NULL,
    create_time timestamp with time zone NOT NULL,
    CONSTRAINT youths_birth_year_check CHECK (((birth_year >= 1900) AND (birth_year <= 2199))),
    CONSTRAINT youths_check CHECK ((num_nulls(phone_wrapped_key, phone_ciphertext, phone_blind_index) = ANY (ARRAY[0, 3]))),
    CONSTRAINT youths_display_name_check CHECK ((display_name <> ''::text)),
    CONSTRAINT youths_phone_blind_index_check CHECK ((octet_length(phone_blind_index) = 32))
);
ALTER TABLE ONLY contacts.contact_links
    ADD CONSTRAINT contact_links_pkey PRIMARY KEY (contact_link_id);
ALTER TABLE ONLY contacts.cursors
    ADD CONSTRAINT cursors_pkey PRIMARY KEY (source, log);
ALTER TABLE ONLY contacts.epochs
    ADD CONSTRAINT epochs_pkey PRIMARY KEY (log);
ALTER TABLE ONLY contacts.feed
    ADD CONSTRAINT feed_pkey PRIMARY KEY (log, "position");
ALTER TABLE ONLY contacts.known_activity_kinds
    ADD CONSTRAINT known_activity_kinds_pkey PRIMARY KEY (activity_kind_id);
ALTER TABLE ONLY contacts.known_organizations
    ADD CONSTRAINT known_organizations_pkey PRIMARY KEY (organization_id);
ALTER TABLE ONLY contacts.known_parents
    ADD CONSTRAINT known_parents_pkey PRIMARY KEY (organization_id, valid_from);
ALTER TABLE ONLY contacts.known_posts
    ADD CONSTRAINT known_posts_pkey PRIMARY KEY (post_id);
ALTER TABLE ONLY contacts.outbox
    ADD CONSTRAINT outbox_change_id_change_index_key UNIQUE (change_id, change_index);
ALTER TABLE ONLY contacts.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (outbox_id);
ALTER TABLE ONLY contacts.requests
    ADD CONSTRAINT requests_pkey PRIMARY KEY (log, request_id);
ALTER TABLE ONLY contacts.youths
    ADD CONSTRAINT youths_phone_blind_index_key UNIQUE (phone_blind_index);
ALTER TABLE ONLY contacts.youths
    ADD CONSTRAINT youths_pkey PRIMARY KEY (youth_id);
CREATE INDEX contact_links_by_youth ON contacts.contact_links USING btree (youth_id, contact_link_id);
CREATE UNIQUE INDEX contact_links_open ON contacts.contact_links USING btree (youth_id, post_id) WHERE (state = ANY (ARRAY['PROPOSED'::text, 'ACTIVE'::text]));
CREATE INDEX known_ledger_roots ON contacts.known_organizations USING btree (organization_id) WHERE (log = (organization_id)::text);
CREATE INDEX outbox_by_log ON contacts.outbox USING btree (log, outbox_id);
ALTER TABLE ONLY contacts.contact_links
    ADD CONSTRAINT contact_links_post_id_fkey FOREIGN KEY (post_id) REFERENCES contacts.known_posts(post_id);
ALTER TABLE ONLY contacts.contact_links
    ADD CONSTRAINT contact_links_youth_id_fkey FOREIGN KEY (youth_id) REFERENCES contacts.youths(youth_id);
ALTER TABLE ONLY contacts.known_parents
    ADD CONSTRAINT known_parents_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES contacts.known_organizations(organization_id);
ALTER TABLE ONLY contacts.known_parents
    ADD CONSTRAINT known_parents_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES contacts.known_organizations(organization_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY contacts.known_posts
    ADD CONSTRAINT known_posts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES contacts.known_organizations(organization_id);
ALTER TABLE ONLY contacts.youths
    ADD CONSTRAINT youths_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES contacts.known_organizations(organization_id);
