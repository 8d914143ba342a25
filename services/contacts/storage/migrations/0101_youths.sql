-- migrate:up
-- Youths. Personal data: it stands here and nowhere else, so that erasing a
-- person is one change of one row.

CREATE TABLE youths (
  youth_id          uuid        PRIMARY KEY,
  display_name      text        NOT NULL CHECK (display_name <> ''),
  -- AES-256-GCM under a key of this person, wrapped by the service's key.
  phone_wrapped_key bytea,
  phone_ciphertext  bytea,
  -- HMAC of the phone: finds it without opening any.
  phone_blind_index bytea       UNIQUE CHECK (octet_length(phone_blind_index) = 32),
  birth_year        integer     NOT NULL CHECK (birth_year BETWEEN 1900 AND 2199),
  organization_id   uuid        NOT NULL REFERENCES known_organizations,
  field             text        NOT NULL,
  industry          text        NOT NULL,
  create_time       timestamptz NOT NULL,
  CHECK (num_nulls(phone_wrapped_key, phone_ciphertext, phone_blind_index) IN (0, 3))
);

-- migrate:down
