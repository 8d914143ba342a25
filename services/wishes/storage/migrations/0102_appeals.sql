-- migrate:up
-- Appeals and replies. Their texts are personal data: they stand here and
-- nowhere else.

CREATE TABLE appeals (
  appeal_id        uuid        PRIMARY KEY,
  youth_id         uuid        NOT NULL,
  kind             text        NOT NULL CHECK (kind IN ('QUESTION', 'SUGGESTION', 'MICRO_WISH')),
  organization_id  uuid        NOT NULL,
  post_id          uuid        NOT NULL REFERENCES known_posts,
  -- Always exactly one.
  owner_id         uuid        NOT NULL REFERENCES known_organizations,
  -- Where the events of the appeal and its replies go.
  log              text        NOT NULL CHECK (log <> ''),
  category         text        NOT NULL,
  text             text        NOT NULL CHECK (text <> ''),
  state            text        NOT NULL CHECK (state IN ('SUBMITTED', 'ANSWERED')),
  create_time      timestamptz NOT NULL,
  first_reply_time timestamptz,
  CHECK ((first_reply_time IS NOT NULL) = (state = 'ANSWERED'))
);

CREATE INDEX appeals_by_youth ON appeals (youth_id, appeal_id);

CREATE TABLE replies (
  reply_id        uuid        PRIMARY KEY,
  appeal_id       uuid        NOT NULL REFERENCES appeals,
  organization_id uuid        NOT NULL,
  post_id         uuid        NOT NULL REFERENCES known_posts,
  text            text        NOT NULL CHECK (text <> ''),
  first           boolean     NOT NULL,
  create_time     timestamptz NOT NULL
);

CREATE INDEX replies_by_appeal ON replies (appeal_id, reply_id);

-- An appeal has one first reply at most.
CREATE UNIQUE INDEX replies_first ON replies (appeal_id) WHERE first;

-- migrate:down
