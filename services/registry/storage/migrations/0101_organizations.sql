-- migrate:up
-- Organizations, and the parent that each has over [valid_from, valid_to).

CREATE TABLE organizations (
  organization_id uuid        PRIMARY KEY,
  display_name    text        NOT NULL CHECK (display_name <> ''),
  -- Numbered as in organization_service.proto.
  kind            smallint    NOT NULL CHECK (kind BETWEEN 1 AND 10),
  level           smallint    NOT NULL CHECK (level BETWEEN 1 AND 7),
  ledger_root     boolean     NOT NULL,
  -- The nearest ledger root; '' above all.
  log             text        NOT NULL,
  create_time     timestamptz NOT NULL,
  UNIQUE (organization_id, level),
  CHECK (NOT ledger_root OR log = organization_id::text)
);

-- Both levels stand beside the link, so that the database itself keeps the
-- level of a parent above that of its child: then no path can close a cycle.
CREATE TABLE parent_links (
  organization_id uuid     NOT NULL,
  level           smallint NOT NULL,
  -- NULL: the root of a tree.
  parent_id       uuid,
  parent_level    smallint,
  valid_from      date     NOT NULL,
  -- The first day no longer under that parent; NULL while open.
  valid_to        date     CHECK (valid_to > valid_from),
  PRIMARY KEY (organization_id, valid_from),
  FOREIGN KEY (organization_id, level) REFERENCES organizations (organization_id, level),
  FOREIGN KEY (parent_id, parent_level) REFERENCES organizations (organization_id, level),
  CHECK ((parent_id IS NULL) = (parent_level IS NULL)),
  CHECK (parent_level < level)
);

-- At most one link of an organization has no end.
CREATE UNIQUE INDEX parent_links_open ON parent_links (organization_id) WHERE valid_to IS NULL;

CREATE INDEX parent_links_by_parent ON parent_links (parent_id, organization_id);

-- migrate:down
