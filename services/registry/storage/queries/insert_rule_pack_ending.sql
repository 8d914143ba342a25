-- Gives a pack its end.
-- $1 rule_pack_id, $2 in_force_from, $3 in_force_to, $4 superseded_by or NULL,
-- $5 withdrawal_reason or NULL, $6 end_time
INSERT INTO rule_pack_endings (rule_pack_id, in_force_from, in_force_to, superseded_by,
                               withdrawal_reason, end_time)
VALUES ($1, $2, $3, $4, $5, $6)
