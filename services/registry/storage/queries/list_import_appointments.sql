-- Lists new posts of an import, each with what its keys name: on record, or else in the import.
-- Every lookup stays lateral, by OFFSET 0: an index finds it whatever is estimated of tables that
-- were empty a moment ago. coalesce() keeps the planner from the index of the versions' constraint:
-- that is the slower one.
-- $1 import_id, $2 after ordinal, $3 limit
WITH page AS MATERIALIZED (
  SELECT ordinal, line, key, post_id, person_key, organization_key, title, appointment_type,
         leadership, rank_class, managing_key, administrator, valid_from, valid_to
  FROM import_posts r
  WHERE import_id = $1 AND ordinal > $2 AND NOT bad
    AND NOT EXISTS (SELECT FROM posts p WHERE p.key = r.key OFFSET 0)
  ORDER BY ordinal
  LIMIT $3
)
SELECT r.ordinal, r.line, r.key, r.post_id, r.person_key, r.organization_key, r.title,
       r.appointment_type, r.leadership, r.rank_class, r.managing_key, r.administrator,
       r.valid_from, r.valid_to,
       coalesce(person.person_id, person_row.person_id) AS person_id,
       coalesce(ok.organization_id, o_row.organization_id) AS organization_id,
       coalesce(mk.organization_id, m_row.organization_id) AS managing_id,
       CASE WHEN ok.organization_id IS NULL THEN o_row.valid_from <= r.valid_from
            ELSE o_days.days @> daterange(r.valid_from, r.valid_to) END AS organization_stands,
       CASE WHEN mk.organization_id IS NULL THEN m_row.valid_from <= r.valid_from
            ELSE m_days.days @> daterange(r.valid_from, r.valid_to) END AS managing_stands,
       coalesce(person.person_id IS NULL AND person_row.bad, false)
         OR coalesce(ok.organization_id IS NULL AND o_row.bad, false)
         OR coalesce(mk.organization_id IS NULL AND m_row.bad, false) AS reference_bad,
       EXISTS (SELECT FROM posts p
               WHERE p.person_id = person.person_id AND p.organization_id = ok.organization_id
                 AND p.title = r.title
                 AND daterange(p.valid_from, p.valid_to) && daterange(r.valid_from, r.valid_to)
               OFFSET 0)
         OR EXISTS (SELECT FROM import_posts p
                    WHERE p.import_id = $1 AND p.person_key = r.person_key
                      AND p.organization_key = r.organization_key AND p.title = r.title
                      AND p.ordinal < r.ordinal AND NOT p.bad
                      AND daterange(p.valid_from, p.valid_to)
                            && daterange(r.valid_from, r.valid_to)
                    OFFSET 0) AS same_exists
FROM page r
LEFT JOIN LATERAL (
  SELECT h.person_id FROM people h WHERE h.key = r.person_key
  OFFSET 0) person ON true
LEFT JOIN LATERAL (
  SELECT o.organization_id FROM organizations o WHERE o.key = r.organization_key
  OFFSET 0) ok ON true
LEFT JOIN LATERAL (
  SELECT o.organization_id FROM organizations o WHERE o.key = r.managing_key
  OFFSET 0) mk ON true
LEFT JOIN LATERAL (
  SELECT range_agg(daterange(v.valid_from, v.valid_to)) AS days
  FROM organization_versions v
  WHERE v.organization_id = ok.organization_id AND NOT v.closed
    AND coalesce(v.known_to, 'infinity') = 'infinity'
  OFFSET 0) o_days ON true
LEFT JOIN LATERAL (
  SELECT range_agg(daterange(v.valid_from, v.valid_to)) AS days
  FROM organization_versions v
  WHERE v.organization_id = mk.organization_id AND NOT v.closed
    AND coalesce(v.known_to, 'infinity') = 'infinity'
  OFFSET 0) m_days ON true
LEFT JOIN LATERAL (
  SELECT f.person_id, f.bad FROM import_people f
  WHERE f.import_id = $1 AND f.key = r.person_key AND person.person_id IS NULL
  ORDER BY f.ordinal LIMIT 1) person_row ON true
LEFT JOIN LATERAL (
  SELECT f.organization_id, f.valid_from, f.bad FROM import_organizations f
  WHERE f.import_id = $1 AND f.key = r.organization_key AND ok.organization_id IS NULL
  ORDER BY f.ordinal LIMIT 1) o_row ON true
LEFT JOIN LATERAL (
  SELECT f.organization_id, f.valid_from, f.bad FROM import_organizations f
  WHERE f.import_id = $1 AND f.key = r.managing_key AND mk.organization_id IS NULL
  ORDER BY f.ordinal LIMIT 1) m_row ON true
ORDER BY r.ordinal
