CREATE SCHEMA wishes;
CREATE FUNCTION wishes.known_with_all_above(wanted_ids uuid[]) RETURNS TABLE(organization_id uuid, log text, parent_id uuid, valid_from date, valid_to date)
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
CREATE FUNCTION wishes.logs_of_roots_under(wanted_id uuid) RETURNS SETOF text
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
CREATE TABLE wishes.active_links (
    contact_link_id uuid NOT NULL,
    youth_id uuid NOT NULL,
    post_id uuid NOT NULL,
    log text NOT NULL,
    active_from date NOT NULL,
    active_to date,
    CONSTRAINT active_links_check CHECK ((active_to >= active_from)),
    CONSTRAINT active_links_log_check CHECK ((log <> ''::text))
);
CREATE TABLE wishes.appeals (
    appeal_id uuid NOT NULL,
    youth_id uuid NOT NULL,
    kind text NOT NULL,
    organization_id uuid NOT NULL,
    post_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    log text NOT NULL,
    category text NOT NULL,
    text text NOT NULL,
    state text NOT NULL,
    create_time timestamp with time zone NOT NULL,
    first_reply_time timestamp with time zone,
    CONSTRAINT appeals_check CHECK (((first_reply_time IS NOT NULL) = (state = 'ANSWERED'::text))),
    CONSTRAINT appeals_kind_check CHECK ((kind = ANY (ARRAY['QUESTION'::text, 'SUGGESTION'::text, 'MICRO_WISH'::text]))),
    CONSTRAINT appeals_log_check CHECK ((log <> ''::text)),
    CONSTRAINT appeals_state_check CHECK ((state = ANY (ARRAY['SUBMITTED'::text, 'ANSWERED'::text]))),
    CONSTRAINT appeals_text_check CHECK ((text <> ''::text))
);
CREATE TABLE wishes.cursors (
    source text NOT NULL,
    log text NOT NULL,
    epoch text NOT NULL,
    "position" bigint NOT NULL,
    CONSTRAINT cursors_position_check CHECK (("position" >= 0))
);
CREATE TABLE wishes.epochs (
    log text NOT NULL,
    epoch uuid NOT NULL
);
CREATE TABLE wishes.feed (
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
CREATE TABLE wishes.known_activity_kinds (
    activity_kind_id text NOT NULL
);
CREATE TABLE wishes.known_organizations (
    organization_id uuid NOT NULL,
    log text NOT NULL
);
CREATE TABLE wishes.known_parents (
    organization_id uuid NOT NULL,
    parent_id uuid NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    CONSTRAINT known_parents_check CHECK ((valid_to > valid_from))
);
CREATE TABLE wishes.known_posts (
    post_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    CONSTRAINT known_posts_check CHECK ((valid_to >= valid_from))
);
CREATE TABLE wishes.outbox (
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
ALTER TABLE wishes.outbox ALTER COLUMN outbox_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME wishes.outbox_outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE wishes.replies (
    reply_id uuid NOT NULL,
    appeal_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    post_id uuid NOT NULL,
    text text NOT NULL,
    first boolean NOT NULL,
    create_time timestamp with time zone NOT NULL,
    CONSTRAINT replies_text_check CHECK ((text <> ''::text))
);
CREATE TABLE wishes.requests (
    log text NOT NULL,
    request_id uuid NOT NULL,
    digest bytea NOT NULL,
    answer bytea NOT NULL,
    create_time timestamp with time zone NOT NULL,
    CONSTRAINT requests_digest_check CHECK ((octet_length(digest) = 32))
);
ALTER TABLE ONLY wishes.active_links
    ADD CONSTRAINT active_links_pkey PRIMARY KEY (contact_link_id);
ALTER TABLE ONLY wishes.appeals
    ADD CONSTRAINT appeals_pkey PRIMARY KEY (appeal_id);
ALTER TABLE ONLY wishes.cursors
    ADD CONSTRAINT cursors_pkey PRIMARY KEY (source, log);
ALTER TABLE ONLY wishes.epochs
    ADD CONSTRAINT epochs_pkey PRIMARY KEY (log);
ALTER TABLE ONLY wishes.feed
    ADD CONSTRAINT feed_pkey PRIMARY KEY (log, "position");
ALTER TABLE ONLY wishes.known_activity_kinds
    ADD CONSTRAINT known_activity_kinds_pkey PRIMARY KEY (activity_kind_id);
ALTER TABLE ONLY wishes.known_organizations
    ADD CONSTRAINT known_organizations_pkey PRIMARY KEY (organization_id);
ALTER TABLE ONLY wishes.known_parents
    ADD CONSTRAINT known_parents_pkey PRIMARY KEY (organization_id, valid_from);
ALTER TABLE ONLY wishes.known_posts
    ADD CONSTRAINT known_posts_pkey PRIMARY KEY (post_id);
ALTER TABLE ONLY wishes.outbox
    ADD CONSTRAINT outbox_change_id_change_index_key UNIQUE (change_id, change_index);
ALTER TABLE ONLY wishes.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (outbox_id);
ALTER TABLE ONLY wishes.replies
    ADD CONSTRAINT replies_pkey PRIMARY KEY (reply_id);
ALTER TABLE ONLY wishes.requests
    ADD CONSTRAINT requests_pkey PRIMARY KEY (log, request_id);
CREATE INDEX active_links_by_ends ON wishes.active_links USING btree (youth_id, post_id);
CREATE INDEX appeals_by_youth ON wishes.appeals USING btree (youth_id, appeal_id);
CREATE INDEX known_ledger_roots ON wishes.known_organizations USING btree (organization_id) WHERE (log = (organization_id)::text);
CREATE INDEX outbox_by_log ON wishes.outbox USING btree (log, outbox_id);
CREATE INDEX replies_by_appeal ON wishes.replies USING btree (appeal_id, reply_id);
CREATE UNIQUE INDEX replies_first ON wishes.replies USING btree (appeal_id) WHERE first;
ALTER TABLE ONLY wishes.appeals
    ADD CONSTRAINT appeals_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES wishes.known_organizations(organization_id);
ALTER TABLE ONLY wishes.appeals
    ADD CONSTRAINT appeals_post_id_fkey FOREIGN KEY (post_id) REFERENCES wishes.known_posts(post_id);
ALTER TABLE ONLY wishes.known_parents
    ADD CONSTRAINT known_parents_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES wishes.known_organizations(organization_id);
ALTER TABLE ONLY wishes.known_parents
    ADD CONSTRAINT known_parents_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES wishes.known_organizations(organization_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY wishes.known_posts
    ADD CONSTRAINT known_posts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES wishes.known_organizations(organization_id);
ALTER TABLE ONLY wishes.replies
    ADD CONSTRAINT replies_appeal_id_fkey FOREIGN KEY (appeal_id) REFERENCES wishes.appeals(appeal_id);
ALTER TABLE ONLY wishes.replies
    ADD CONSTRAINT replies_post_id_fkey FOREIGN KEY (post_id) REFERENCES wishes.known_posts(post_id);
