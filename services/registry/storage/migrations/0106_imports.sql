-- migrate:up
-- Imports, and their rows until they are applied. Rows hold personal data, and
-- are deleted when an import is applied or came to nothing.

CREATE TABLE imports (
  import_id     uuid        PRIMARY KEY,
  -- The caller; '' without authentication.
  owner         text        NOT NULL,
  -- Numbered as in import_service.proto.
  state         smallint    NOT NULL CHECK (state BETWEEN 1 AND 6),
  failure       text        NOT NULL DEFAULT '',
  create_time   timestamptz NOT NULL,
  -- By real time: when rows came last.
  receive_time  timestamptz NOT NULL,
  problem_count bigint      NOT NULL DEFAULT 0,
  -- Whether there are, or may be, rows.
  has_rows      boolean     NOT NULL DEFAULT true
);

-- One upload of a caller at a time.
CREATE UNIQUE INDEX imports_receiving ON imports (owner) WHERE state = 1;

CREATE TABLE import_counts (
  import_id  uuid     NOT NULL REFERENCES imports ON DELETE CASCADE,
  -- Numbered as in import_service.proto.
  table_code smallint NOT NULL CHECK (table_code BETWEEN 1 AND 3),
  rows       bigint   NOT NULL,
  created    bigint   NOT NULL DEFAULT 0,
  unchanged  bigint   NOT NULL DEFAULT 0,
  problems   bigint   NOT NULL DEFAULT 0,
  PRIMARY KEY (import_id, table_code)
);

-- Apart from the import, whose row is locked while it is worked on.
CREATE TABLE import_progress (
  import_id  uuid   PRIMARY KEY REFERENCES imports ON DELETE CASCADE,
  rows_done  bigint NOT NULL,
  rows_total bigint NOT NULL
);

CREATE TABLE import_problems (
  import_id  uuid     NOT NULL REFERENCES imports ON DELETE CASCADE,
  -- Among all problems of the import, in the order that they are listed in.
  number     bigint,
  table_code smallint NOT NULL CHECK (table_code BETWEEN 1 AND 3),
  line       bigint   NOT NULL,
  column_name text    NOT NULL,
  reason     text     NOT NULL CHECK (reason <> ''),
  message    text     NOT NULL,
  -- Found in the upload, and not by a check.
  of_upload  boolean  NOT NULL
);

CREATE INDEX import_problems_by_number ON import_problems (import_id, number);

-- Rows as they were uploaded, with the ids that they get if they are new. In a
-- bad row, values may be missing. Its ordinal is among the rows of its table.
CREATE TABLE import_organizations (
  import_id       uuid    NOT NULL,
  ordinal         bigint  NOT NULL,
  line            bigint  NOT NULL,
  key             text    COLLATE "C" NOT NULL,
  bad             boolean NOT NULL,
  organization_id uuid    NOT NULL,
  display_name    text    NOT NULL,
  kind            smallint NOT NULL,
  level           smallint NOT NULL,
  parent_key      text    COLLATE "C",
  valid_from      date    NOT NULL,
  division_code   text    COLLATE "C",
  school_code     text    COLLATE "C",
  credit_code     text    COLLATE "C",
  leading_body    boolean NOT NULL,
  ledger_root     boolean NOT NULL
);

CREATE INDEX import_organizations_by_key ON import_organizations (import_id, key);
CREATE INDEX import_organizations_by_level ON import_organizations (import_id, level, ordinal);

CREATE TABLE import_people (
  import_id    uuid    NOT NULL,
  ordinal      bigint  NOT NULL,
  line         bigint  NOT NULL,
  key          text    COLLATE "C" NOT NULL,
  bad          boolean NOT NULL,
  person_id    uuid    NOT NULL,
  display_name text    NOT NULL,
  -- As in people.
  wrapped_key  bytea,
  ciphertext   bytea,
  phone_index  bytea,
  user_name    text    COLLATE "C"
);

CREATE INDEX import_people_by_key ON import_people (import_id, key);
CREATE INDEX import_people_by_ordinal ON import_people (import_id, ordinal);

CREATE TABLE import_posts (
  import_id        uuid     NOT NULL,
  ordinal          bigint   NOT NULL,
  line             bigint   NOT NULL,
  key              text     COLLATE "C" NOT NULL,
  bad              boolean  NOT NULL,
  post_id          uuid     NOT NULL,
  person_key       text     COLLATE "C" NOT NULL,
  organization_key text     COLLATE "C" NOT NULL,
  title            text     NOT NULL,
  appointment_type smallint NOT NULL,
  leadership       boolean  NOT NULL,
  rank_class       smallint NOT NULL,
  managing_key     text     COLLATE "C",
  administrator    boolean  NOT NULL,
  valid_from       date     NOT NULL,
  valid_to         date
);

CREATE INDEX import_posts_by_ordinal ON import_posts (import_id, ordinal);
CREATE INDEX import_posts_by_person ON import_posts (import_id, person_key);

-- migrate:down
