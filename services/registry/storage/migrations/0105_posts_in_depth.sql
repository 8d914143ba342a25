-- migrate:up
-- What posts and people gained, working groups, and whom cadres guide.

ALTER TABLE people
  -- The name of the person's account; NULL without one.
  ADD COLUMN user_name    text COLLATE "C" UNIQUE CHECK (user_name ~ '^[a-z][a-z0-9._-]{2,63}$'),
  -- The key of the system that the person was imported from.
  ADD COLUMN external_key text COLLATE "C" UNIQUE
                          CHECK (external_key ~ '^[A-Za-z0-9._-]{1,64}$');

ALTER TABLE posts
  -- Numbered as in post_service.proto; 0 if not said.
  ADD COLUMN rank_class               smallint NOT NULL DEFAULT 0
                                      CHECK (rank_class BETWEEN 0 AND 2),
  -- Who manages the cadre; NULL for the organization of the post.
  ADD COLUMN managing_organization_id uuid     REFERENCES organizations,
  ADD COLUMN administrator            boolean  NOT NULL DEFAULT false,
  ADD COLUMN external_key             text     COLLATE "C" UNIQUE
                                      CHECK (external_key ~ '^[A-Za-z0-9._-]{1,64}$');

-- Nobody holds one title in one organization twice without an end. Spans with
-- ends are kept apart under the lock of the person.
CREATE UNIQUE INDEX posts_open ON posts (person_id, organization_id, title) WHERE valid_to IS NULL;

CREATE TABLE working_groups (
  working_group_id uuid        PRIMARY KEY,
  organization_id  uuid        NOT NULL REFERENCES organizations,
  display_name     text        NOT NULL CHECK (display_name <> ''),
  purpose          text        NOT NULL,
  leader_post_id   uuid        NOT NULL REFERENCES posts,
  valid_from       date        NOT NULL,
  -- The first day no longer; NULL while open.
  valid_to         date        CHECK (valid_to >= valid_from),
  create_time      timestamptz NOT NULL
);

CREATE INDEX working_groups_by_organization ON working_groups (organization_id, working_group_id);

CREATE TABLE working_group_members (
  working_group_id uuid     NOT NULL REFERENCES working_groups,
  -- In the order of joining, from 0.
  ordinal          smallint NOT NULL CHECK (ordinal BETWEEN 0 AND 199),
  post_id          uuid     NOT NULL REFERENCES posts,
  valid_from       date     NOT NULL,
  valid_to         date     CHECK (valid_to >= valid_from),
  PRIMARY KEY (working_group_id, ordinal)
);

CREATE UNIQUE INDEX working_group_members_open ON working_group_members (working_group_id, post_id)
  WHERE valid_to IS NULL;

-- Either a committee and the branch inside it, or a post, is guided.
CREATE TABLE guidance_links (
  guidance_link_id uuid        PRIMARY KEY,
  post_id          uuid        NOT NULL REFERENCES posts,
  committee_id     uuid        REFERENCES organizations,
  branch_id        uuid        REFERENCES organizations CHECK (branch_id <> committee_id),
  guided_post_id   uuid        REFERENCES posts CHECK (guided_post_id <> post_id),
  valid_from       date        NOT NULL,
  -- The first day no longer; NULL while open.
  valid_to         date        CHECK (valid_to >= valid_from),
  create_time      timestamptz NOT NULL,
  CHECK ((committee_id IS NULL) = (branch_id IS NULL)),
  CHECK ((committee_id IS NULL) <> (guided_post_id IS NULL))
);

-- A post guides one base at a time, and nobody twice.
CREATE UNIQUE INDEX guidance_links_open_base ON guidance_links (post_id)
  WHERE valid_to IS NULL AND committee_id IS NOT NULL;
CREATE UNIQUE INDEX guidance_links_open_post ON guidance_links (post_id, guided_post_id)
  WHERE valid_to IS NULL AND guided_post_id IS NOT NULL;

CREATE INDEX guidance_links_by_post ON guidance_links (post_id, guidance_link_id);
-- For a reorganization that closes what is guided.
CREATE INDEX guidance_links_by_committee ON guidance_links (committee_id)
  WHERE committee_id IS NOT NULL;
CREATE INDEX guidance_links_by_branch ON guidance_links (branch_id) WHERE branch_id IS NOT NULL;
CREATE INDEX guidance_links_by_guided_post ON guidance_links (guided_post_id)
  WHERE guided_post_id IS NOT NULL;

-- What a reorganization ended, and the end that it had before, for a
-- cancellation.
CREATE TABLE reorganization_ended_groups (
  reorganization_id uuid NOT NULL REFERENCES reorganizations,
  working_group_id  uuid NOT NULL REFERENCES working_groups,
  valid_to          date,
  PRIMARY KEY (reorganization_id, working_group_id)
);

CREATE TABLE reorganization_ended_guidance (
  reorganization_id uuid NOT NULL REFERENCES reorganizations,
  guidance_link_id  uuid NOT NULL REFERENCES guidance_links,
  valid_to          date,
  PRIMARY KEY (reorganization_id, guidance_link_id)
);

-- migrate:down
