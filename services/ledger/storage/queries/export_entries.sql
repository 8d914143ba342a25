-- Lists entries with their openings, in order, up to a size: at least one. What
-- is weighed is about what it takes in a response, where words stand in the
-- openings and in the activity, and each of the 49 bytes of a participant's leaf
-- takes almost three.
-- $1 log, $2 position to begin behind, $3 limit, $4 bytes, $5 last position or 0
SELECT position, payload, leaf_hash, activity_id, text_salt, text, circumstances_salt,
       circumstances, participants_salt, participants, evidence_uris_salt, evidence_uris,
       reason_salt, reason, youth_salt, youth, registry_position, contacts_position,
       (extract(epoch FROM record_time) * 1000000)::bigint AS record_micros
FROM (
  SELECT weighed.*, sum(weight) OVER (ORDER BY position) AS weight_through
  FROM (
    SELECT e.position, e.payload, e.leaf_hash, e.activity_id, o.text_salt, o.text,
           o.circumstances_salt, o.circumstances, o.participants_salt, o.participants,
           o.evidence_uris_salt, o.evidence_uris, o.reason_salt, o.reason, o.youth_salt, o.youth,
           e.registry_position, e.contacts_position, e.record_time,
           1000 + 3 * octet_length(e.payload)
             + 2 * (coalesce(octet_length(o.text), 0)
                    + coalesce(octet_length(o.circumstances), 0)
                    + coalesce(octet_length(o.evidence_uris), 0))
             + 3 * coalesce(octet_length(o.participants), 0) AS weight
    FROM entries e
    LEFT JOIN openings o USING (log, position)
    WHERE e.log = $1 AND e.position > $2 AND ($5 = 0 OR e.position <= $5)
    ORDER BY e.position
    LIMIT $3
  ) weighed
) measured
WHERE weight_through <= $4 OR weight_through = weight
ORDER BY position
