-- migrate:up
-- What this service knows of registry: kept by following registry's feed, and
-- never written by anything else.

CREATE TABLE known_organizations (
  organization_id uuid PRIMARY KEY,
  -- '' above every ledger root.
  log             text NOT NULL
);

CREATE TABLE known_posts (
  post_id         uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES known_organizations,
  valid_from      date NOT NULL,
  valid_to        date CHECK (valid_to >= valid_from)
);

CREATE TABLE known_activity_kinds (
  activity_kind_id text PRIMARY KEY
);

-- migrate:down
