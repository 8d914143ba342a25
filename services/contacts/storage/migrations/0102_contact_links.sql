-- migrate:up
-- Links between youths and posts.

CREATE TABLE contact_links (
  contact_link_id uuid        PRIMARY KEY,
  youth_id        uuid        NOT NULL REFERENCES youths,
  organization_id uuid        NOT NULL,
  post_id         uuid        NOT NULL REFERENCES known_posts,
  -- Where the events of the link go.
  log             text        NOT NULL CHECK (log <> ''),
  state           text        NOT NULL
                  CHECK (state IN ('PROPOSED', 'ACTIVE', 'DECLINED', 'WITHDRAWN')),
  active_day      date,
  inactive_day    date        CHECK (inactive_day >= active_day),
  create_time     timestamptz NOT NULL,
  CHECK ((active_day IS NOT NULL) = (state IN ('ACTIVE', 'WITHDRAWN'))),
  CHECK ((inactive_day IS NOT NULL) = (state = 'WITHDRAWN'))
);

-- The two have one proposed or active link at most.
CREATE UNIQUE INDEX contact_links_open ON contact_links (youth_id, post_id)
WHERE state IN ('PROPOSED', 'ACTIVE');

CREATE INDEX contact_links_by_youth ON contact_links (youth_id, contact_link_id);

-- migrate:down
