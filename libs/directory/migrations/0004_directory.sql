-- migrate:up
-- What this service knows of registry: kept by following registry's feed, and
-- never written by anything else.

CREATE TABLE known_organizations (
  organization_id uuid PRIMARY KEY,
  -- '' above every ledger root.
  log             text NOT NULL
);

-- The ledger roots: their log is their own id.
CREATE INDEX known_ledger_roots ON known_organizations (organization_id)
  WHERE log = organization_id::text;

-- Where organizations stand in the tree, over days. Nobody leaves it: of a closed
-- one, the last parent is its successor.
CREATE TABLE known_parents (
  organization_id uuid NOT NULL REFERENCES known_organizations,
  -- Checked at the end of a change, which may create the parent later.
  parent_id       uuid NOT NULL REFERENCES known_organizations DEFERRABLE INITIALLY DEFERRED,
  valid_from      date NOT NULL,
  valid_to        date CHECK (valid_to > valid_from),
  PRIMARY KEY (organization_id, valid_from)
);

CREATE TABLE known_posts (
  post_id         uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES known_organizations,
  valid_from      date NOT NULL,
  valid_to        date CHECK (valid_to >= valid_from)
);

CREATE TABLE known_activity_kinds (
  activity_kind_id text PRIMARY KEY
);

-- How far a tree goes up is guessed far too high when a statement is planned: it
-- would read whole tables, and be compiled, which takes a hundred times as long
-- as it runs. So these functions keep to the indexes, by OFFSET 0, and PL/pgSQL
-- keeps one plan with the connection.

-- The organizations and all that ever stood above them: a row for each parent, or
-- one without.
CREATE FUNCTION known_with_all_above(wanted_ids uuid[])
RETURNS TABLE (organization_id uuid, log text, parent_id uuid, valid_from date, valid_to date)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
SET jit = off
AS $$
BEGIN
  RETURN QUERY
  WITH RECURSIVE above (id) AS (
    SELECT unnest(wanted_ids)
    UNION
    SELECT parent.id
    FROM above
    CROSS JOIN LATERAL (
      SELECT p.parent_id AS id FROM known_parents p WHERE p.organization_id = above.id OFFSET 0
    ) parent
  )
  SELECT above.id, known.log, parent.parent_id, parent.valid_from, parent.valid_to
  FROM above
  CROSS JOIN LATERAL (
    SELECT o.log FROM known_organizations o WHERE o.organization_id = above.id OFFSET 0
  ) known
  LEFT JOIN LATERAL (
    SELECT p.parent_id, p.valid_from, p.valid_to
    FROM known_parents p
    WHERE p.organization_id = above.id
    OFFSET 0
  ) parent ON true;
END
$$;

-- The logs of the ledger roots that an organization ever stood above, itself
-- included: upwards from each root, for there are few of them.
CREATE FUNCTION logs_of_roots_under(wanted_id uuid)
RETURNS SETOF text
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
SET jit = off
AS $$
BEGIN
  RETURN QUERY
  WITH RECURSIVE above (log, id) AS (
    SELECT o.log, o.organization_id FROM known_organizations o WHERE o.log = o.organization_id::text
    UNION
    SELECT above.log, parent.id
    FROM above
    CROSS JOIN LATERAL (
      SELECT p.parent_id AS id FROM known_parents p WHERE p.organization_id = above.id OFFSET 0
    ) parent
  )
  SELECT above.log FROM above WHERE above.id = wanted_id;
END
$$;

-- migrate:down
