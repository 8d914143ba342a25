-- migrate:up
-- The catalogue of activity kinds, and rule packs as they were published.

CREATE TABLE activity_kinds (
  kind_id         text        COLLATE "C" PRIMARY KEY
                              CHECK (kind_id ~ '^[a-z][a-z0-9_]*[.][a-z][a-z0-9_]*$'),
  display_name    text        NOT NULL CHECK (display_name <> ''),
  activity_group  text        NOT NULL CHECK (activity_group IN (
    'five_ones', 'leading_body_five_ones', 'education_practice', 'online', 'campaign', 'offline',
    'community_posting', 'working_mechanism')),
  requirement_ids text[]      NOT NULL,
  create_time     timestamptz NOT NULL
);

-- Rows are never updated: a change of a document is another version.
CREATE TABLE rule_packs (
  rule_pack_id    uuid        PRIMARY KEY,
  organization_id uuid        NOT NULL REFERENCES organizations,
  document_number text        NOT NULL CHECK (document_number <> ''),
  version         integer     NOT NULL CHECK (version > 0),
  publish_time    timestamptz NOT NULL,
  -- A serialized xinqiao.policy.v1.RulePack. Its contact block is personal data.
  content         bytea       NOT NULL,
  UNIQUE (organization_id, document_number, version)
);

CREATE INDEX rule_packs_by_organization ON rule_packs (organization_id, rule_pack_id);

-- migrate:down
