-- migrate:up
-- What wishes knows of contacts: which youth was linked to which post on which
-- days. Kept by following contacts' feed, and never written by anything else.

CREATE TABLE active_links (
  contact_link_id uuid PRIMARY KEY,
  youth_id        uuid NOT NULL,
  post_id         uuid NOT NULL,
  log             text NOT NULL CHECK (log <> ''),
  active_from     date NOT NULL,
  active_to       date CHECK (active_to >= active_from)
);

CREATE INDEX active_links_by_ends ON active_links (youth_id, post_id);

-- migrate:down
