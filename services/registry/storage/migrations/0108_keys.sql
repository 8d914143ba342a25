-- migrate:up
-- What imports and exports call an organization, a person or a post: the key of
-- the system that it was imported from, or else its id.

ALTER TABLE organizations
  -- Its code of scheme EXTERNAL; NULL without one.
  ADD COLUMN external_key text COLLATE "C" CHECK (external_key <> ''),
  ADD COLUMN key          text COLLATE "C" NOT NULL UNIQUE
                          GENERATED ALWAYS AS (coalesce(external_key, organization_id::text))
                          STORED;

UPDATE organizations o
SET external_key = c.code
FROM organization_codes c
WHERE c.organization_id = o.organization_id AND c.scheme = 4;

ALTER TABLE people
  DROP CONSTRAINT people_external_key_key,
  ADD COLUMN key text COLLATE "C" NOT NULL UNIQUE
                 GENERATED ALWAYS AS (coalesce(external_key, person_id::text)) STORED;

ALTER TABLE posts
  DROP CONSTRAINT posts_external_key_key,
  ADD COLUMN key text COLLATE "C" NOT NULL UNIQUE
                 GENERATED ALWAYS AS (coalesce(external_key, post_id::text)) STORED;

-- migrate:down
