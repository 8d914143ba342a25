-- migrate:up
-- Versions of organizations: name, parent and whether they are closed, each
-- over days (valid) and over the time that it was on record (known).

-- Changes of the tree that take effect together.
CREATE TABLE reorganizations (
  reorganization_id uuid        PRIMARY KEY,
  effective_day     date        NOT NULL,
  -- Since when its versions are on record; no other write of an organization
  -- that it changed has this instant.
  known_from        timestamptz NOT NULL,
  create_time       timestamptz NOT NULL,
  cancel_time       timestamptz,
  cancel_reason     text        CHECK (cancel_reason <> ''),
  -- The request and its preview, serialized.
  content           bytea       NOT NULL,
  CHECK ((cancel_time IS NULL) = (cancel_reason IS NULL))
);

ALTER TABLE organizations
  DROP CONSTRAINT organizations_kind_check,
  DROP CONSTRAINT organizations_level_check,
  ADD CONSTRAINT organizations_kind_check CHECK (kind BETWEEN 1 AND 16),
  ADD CONSTRAINT organizations_level_check CHECK (level BETWEEN 1 AND 8),
  ADD COLUMN leading_body boolean,
  -- NULL until somebody decided.
  ADD COLUMN many_youth boolean,
  ADD COLUMN many_youth_reason text CHECK (many_youth_reason <> ''),
  ADD COLUMN many_youth_from date,
  ADD CHECK ((many_youth IS NULL) = (many_youth_reason IS NULL)),
  ADD CHECK ((many_youth IS NULL) = (many_youth_from IS NULL));

UPDATE organizations SET leading_body = kind BETWEEN 1 AND 4;
ALTER TABLE organizations ALTER COLUMN leading_body SET NOT NULL;

-- Official codes: alternate keys, at most one of each scheme.
CREATE TABLE organization_codes (
  organization_id uuid     NOT NULL REFERENCES organizations,
  -- Numbered as in organization_service.proto.
  scheme          smallint NOT NULL CHECK (scheme BETWEEN 1 AND 4),
  code            text     COLLATE "C" NOT NULL CHECK (code <> ''),
  PRIMARY KEY (organization_id, scheme),
  UNIQUE (scheme, code)
);

-- Rows are inserted, and only known_to is ever set. Both levels stand beside
-- the link, so that the database itself keeps the level of a parent above that
-- of its child; and a closed organization has no children. Then no path can
-- close a cycle.
CREATE TABLE organization_versions (
  organization_id   uuid        NOT NULL,
  level             smallint    NOT NULL,
  valid_from        date        NOT NULL,
  -- The first day no longer so; NULL for the last version.
  valid_to          date        CHECK (valid_to > valid_from),
  display_name      text        NOT NULL CHECK (display_name <> ''),
  -- NULL: the root of a tree.
  parent_id         uuid,
  parent_level      smallint,
  closed            boolean     NOT NULL,
  -- NULL: the version that it was created in.
  reorganization_id uuid        REFERENCES reorganizations,
  known_from        timestamptz NOT NULL,
  -- NULL: on record.
  known_to          timestamptz CHECK (known_to > known_from),
  PRIMARY KEY (organization_id, valid_from, known_from),
  FOREIGN KEY (organization_id, level) REFERENCES organizations (organization_id, level),
  FOREIGN KEY (parent_id, parent_level) REFERENCES organizations (organization_id, level),
  CHECK ((parent_id IS NULL) = (parent_level IS NULL)),
  CHECK (parent_level < level OR closed),
  -- Deferred: one version makes room for two within a transaction.
  CONSTRAINT organization_versions_do_not_overlap
    EXCLUDE USING gist (organization_id WITH =, daterange(valid_from, valid_to) WITH &&)
    WHERE (known_to IS NULL) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX organization_versions_by_parent ON organization_versions (parent_id, organization_id);
CREATE INDEX organization_versions_by_reorganization ON organization_versions (reorganization_id)
  WHERE reorganization_id IS NOT NULL;

INSERT INTO organization_versions (organization_id, level, valid_from, valid_to, display_name,
                                   parent_id, parent_level, closed, known_from)
SELECT l.organization_id, l.level, l.valid_from, l.valid_to, o.display_name,
       l.parent_id, l.parent_level, false, o.create_time
FROM parent_links l JOIN organizations o USING (organization_id);

DROP TABLE parent_links;
ALTER TABLE organizations DROP COLUMN display_name;

-- At the end of a transaction every version that came on record is followed by
-- another up to the last, and its parent stands on all of its days.
--
-- The share locks make that hold beside any other transaction: who closes the
-- parent's version waits, and then sees this child. Without sequential scans,
-- for a plan made while the table was small is kept.
CREATE FUNCTION check_version_on_record() RETURNS trigger
LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  IF NEW.valid_to IS NOT NULL THEN
    PERFORM FROM organization_versions
    WHERE organization_id = NEW.organization_id AND valid_from = NEW.valid_to
      AND known_to IS NULL;
    IF NOT FOUND THEN
      RAISE check_violation USING MESSAGE = 'an organization has days without a version',
        CONSTRAINT = 'organization_versions_have_no_gap', TABLE = TG_TABLE_NAME;
    END IF;
  END IF;
  IF NEW.parent_id IS NULL THEN RETURN NULL; END IF;

  -- Nearly always one version of the parent has all the days. coalesce() keeps
  -- the planner from the index of the constraint: that is the slower one.
  PERFORM FROM organization_versions
  WHERE organization_id = NEW.parent_id AND coalesce(known_to, 'infinity') = 'infinity'
    AND NOT closed AND valid_from <= NEW.valid_from
    AND coalesce(valid_to, 'infinity') >= coalesce(NEW.valid_to, 'infinity')
  FOR SHARE;
  IF FOUND THEN RETURN NULL; END IF;

  PERFORM FROM organization_versions
  WHERE organization_id = NEW.parent_id AND known_to IS NULL AND NOT closed
  FOR SHARE;
  PERFORM FROM organization_versions
  WHERE organization_id = NEW.parent_id AND known_to IS NULL AND NOT closed
  HAVING range_agg(daterange(valid_from, valid_to)) @> daterange(NEW.valid_from, NEW.valid_to);
  IF NOT FOUND THEN
    RAISE check_violation USING MESSAGE = 'the parent of an organization does not stand',
      CONSTRAINT = 'organization_versions_have_parents', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER check_version_on_record
AFTER INSERT ON organization_versions DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW
WHEN (NEW.known_to IS NULL AND (NEW.parent_id IS NOT NULL OR NEW.valid_to IS NOT NULL))
EXECUTE FUNCTION check_version_on_record();

-- At the end of a transaction an organization that lost a version has others on
-- all days from then on, and still stands on every day of its children.
CREATE FUNCTION check_version_off_record() RETURNS trigger
LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  PERFORM FROM organization_versions
  WHERE organization_id = OLD.organization_id AND known_to IS NULL
  HAVING range_agg(daterange(valid_from, valid_to)) @> daterange(OLD.valid_from, NULL);
  IF NOT FOUND THEN
    RAISE check_violation USING MESSAGE = 'an organization has days without a version',
      CONSTRAINT = 'organization_versions_have_no_gap', TABLE = TG_TABLE_NAME;
  END IF;

  PERFORM FROM organization_versions child
  WHERE child.parent_id = OLD.organization_id AND child.known_to IS NULL
    AND daterange(child.valid_from, child.valid_to) && daterange(OLD.valid_from, OLD.valid_to)
    AND NOT daterange(child.valid_from, child.valid_to) <@
          (SELECT coalesce(range_agg(daterange(valid_from, valid_to)), '{}')
           FROM organization_versions
           WHERE organization_id = OLD.organization_id AND known_to IS NULL AND NOT closed);
  IF FOUND THEN
    RAISE check_violation USING MESSAGE = 'an organization has children on days when it is closed',
      CONSTRAINT = 'organization_versions_have_parents', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER check_version_off_record
AFTER UPDATE ON organization_versions DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.known_to IS NULL AND NEW.known_to IS NOT NULL)
EXECUTE FUNCTION check_version_off_record();

-- What was on record stays as it was.
CREATE FUNCTION refuse_change_of_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE check_violation USING MESSAGE = 'only known_to of a version may be set, and only once',
    CONSTRAINT = 'organization_versions_stay', TABLE = TG_TABLE_NAME;
END $$;

CREATE TRIGGER refuse_change_of_record
BEFORE UPDATE ON organization_versions
FOR EACH ROW WHEN (
  OLD.known_to IS NOT NULL
  OR (OLD.organization_id, OLD.level, OLD.valid_from, OLD.valid_to, OLD.display_name,
      OLD.parent_id, OLD.parent_level, OLD.closed, OLD.reorganization_id, OLD.known_from)
     IS DISTINCT FROM
     (NEW.organization_id, NEW.level, NEW.valid_from, NEW.valid_to, NEW.display_name,
      NEW.parent_id, NEW.parent_level, NEW.closed, NEW.reorganization_id, NEW.known_from))
EXECUTE FUNCTION refuse_change_of_record();

CREATE TRIGGER refuse_deletion_of_record
BEFORE DELETE ON organization_versions
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_record();

-- Links beside the tree.
CREATE TABLE secondary_links (
  link_id         uuid     PRIMARY KEY,
  organization_id uuid     NOT NULL REFERENCES organizations,
  related_id      uuid     NOT NULL REFERENCES organizations,
  -- Numbered as in organization_service.proto.
  type            smallint NOT NULL CHECK (type BETWEEN 1 AND 2),
  valid_from      date     NOT NULL,
  -- The first day no longer; NULL while open. One that a reorganization ended
  -- before it began ends on its first day.
  valid_to        date     CHECK (valid_to >= valid_from),
  CHECK (related_id <> organization_id),
  CONSTRAINT secondary_links_do_not_overlap
    EXCLUDE USING gist (organization_id WITH =, related_id WITH =, type WITH =,
                        daterange(valid_from, valid_to) WITH &&)
);

CREATE INDEX secondary_links_by_organization ON secondary_links (organization_id, link_id);
CREATE INDEX secondary_links_by_related ON secondary_links (related_id);

-- What a reorganization ended because its organization closed, and the end that
-- it had before: a cancellation gives it back.
CREATE TABLE reorganization_ended_posts (
  reorganization_id uuid NOT NULL REFERENCES reorganizations,
  post_id           uuid NOT NULL REFERENCES posts,
  valid_to          date,
  PRIMARY KEY (reorganization_id, post_id)
);

CREATE TABLE reorganization_ended_links (
  reorganization_id uuid NOT NULL REFERENCES reorganizations,
  link_id           uuid NOT NULL REFERENCES secondary_links,
  valid_to          date,
  PRIMARY KEY (reorganization_id, link_id)
);

-- migrate:down
