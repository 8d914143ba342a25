-- migrate:up
-- What there should be in an organization, and when somebody last found what is
-- on record of it right.

CREATE TABLE expectations (
  organization_id uuid        NOT NULL REFERENCES organizations,
  -- Children of this kind, numbered as in organization_service.proto; 0 for
  -- posts.
  kind            smallint    NOT NULL CHECK (kind BETWEEN 0 AND 16),
  expected        integer     NOT NULL CHECK (expected BETWEEN 0 AND 1000000),
  set_time        timestamptz NOT NULL,
  PRIMARY KEY (organization_id, kind)
);

CREATE TABLE confirmations (
  organization_id uuid        PRIMARY KEY REFERENCES organizations,
  confirm_time    timestamptz NOT NULL,
  principal       text        NOT NULL
);

-- migrate:down
