-- migrate:up
-- People and the posts that they hold. Personal data is in people only.

CREATE TABLE people (
  person_id    uuid        PRIMARY KEY,
  display_name text        NOT NULL CHECK (display_name <> ''),
  -- The phone, sealed: the person's key under the service's, the phone under
  -- the person's. NULL without a phone.
  wrapped_key  bytea,
  ciphertext   bytea,
  -- Equal for equal phones, and tells nothing else.
  phone_index  bytea       UNIQUE CHECK (octet_length(phone_index) = 32),
  create_time  timestamptz NOT NULL,
  CHECK ((wrapped_key IS NULL) = (ciphertext IS NULL)),
  CHECK ((wrapped_key IS NULL) = (phone_index IS NULL))
);

CREATE TABLE posts (
  post_id          uuid        PRIMARY KEY,
  organization_id  uuid        NOT NULL REFERENCES organizations,
  person_id        uuid        NOT NULL REFERENCES people,
  title            text        NOT NULL CHECK (title <> ''),
  -- Numbered as in post_service.proto.
  appointment_type smallint    NOT NULL CHECK (appointment_type BETWEEN 1 AND 3),
  leadership       boolean     NOT NULL,
  valid_from       date        NOT NULL,
  -- The first day out of office; NULL while open. A post that was never taken
  -- up ends on its first day.
  valid_to         date        CHECK (valid_to >= valid_from),
  create_time      timestamptz NOT NULL
);

CREATE INDEX posts_by_organization ON posts (organization_id, post_id);
CREATE INDEX posts_by_person ON posts (person_id);

-- migrate:down
