-- migrate:up
-- When rule packs are in force, who published them, and how they end.

ALTER TABLE rule_packs
  -- As it was published; NULL: whenever its rules say.
  ADD COLUMN in_force_from date,
  -- NULL: without an end.
  ADD COLUMN in_force_to   date CHECK (in_force_to > in_force_from),
  -- Of its scope; empty: the whole subtree of its organization.
  ADD COLUMN subtree_ids   uuid[] NOT NULL DEFAULT '{}',
  -- A principal; empty for packs of before it was kept.
  ADD COLUMN publisher     text NOT NULL DEFAULT '',
  ADD CHECK (in_force_from IS NOT NULL OR in_force_to IS NULL);

-- What a pack says never changes; its end is the only thing that is ever added,
-- and only once.
CREATE TABLE rule_pack_endings (
  rule_pack_id      uuid        PRIMARY KEY REFERENCES rule_packs,
  -- When it is in force since then; no day at all if it never comes into force.
  in_force_from     date        NOT NULL,
  in_force_to       date        NOT NULL CHECK (in_force_to >= in_force_from),
  superseded_by     uuid        REFERENCES rule_packs CHECK (superseded_by <> rule_pack_id),
  withdrawal_reason text        CHECK (withdrawal_reason <> ''),
  end_time          timestamptz NOT NULL,
  CHECK ((superseded_by IS NULL) <> (withdrawal_reason IS NULL))
);

CREATE FUNCTION refuse_change_of_rule_pack() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE check_violation USING MESSAGE = 'what was published stays as it is',
    CONSTRAINT = 'rule_packs_stay', TABLE = TG_TABLE_NAME;
END $$;

CREATE TRIGGER refuse_change_of_rule_pack
BEFORE UPDATE OR DELETE ON rule_packs
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_rule_pack();

CREATE TRIGGER refuse_change_of_rule_pack_ending
BEFORE UPDATE OR DELETE ON rule_pack_endings
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_rule_pack();

-- migrate:down
