-- Lists rows whose key is on record with other content. What is not said is no other content: an
-- empty parent_key, phone, managing key or end. Nor are a name with a parent, and a first day, that
-- an organization has or had; nor a first day that is later only because one that the row names
-- begins that late in the import, as an export has to write it.
-- $1 import_id
SELECT 1 AS table_code, r.line, '' AS column_name, 'OTHER_CONTENT' AS reason
FROM import_organizations r
JOIN organizations o USING (key)
LEFT JOIN organizations parent ON parent.key = r.parent_key
WHERE r.import_id = $1 AND NOT r.bad
  AND ((o.kind, o.level, o.leading_body, o.ledger_root)
         IS DISTINCT FROM (r.kind, r.level, r.leading_body, r.ledger_root)
    OR ARRAY(SELECT c.code FROM organization_codes c
             WHERE c.organization_id = o.organization_id AND c.scheme < 4 ORDER BY c.scheme)
       IS DISTINCT FROM array_remove(ARRAY[r.division_code, r.school_code, r.credit_code], NULL)
    OR NOT EXISTS (SELECT FROM organization_versions v
                   WHERE v.organization_id = o.organization_id AND v.known_to IS NULL
                     AND (v.valid_from = r.valid_from
                       OR (daterange(v.valid_from, v.valid_to) @> r.valid_from AND NOT v.closed
                         AND EXISTS (SELECT FROM import_organizations f
                                     WHERE f.import_id = $1 AND f.key = r.parent_key
                                       AND f.valid_from = r.valid_from))))
    OR NOT EXISTS (SELECT FROM organization_versions v
                   WHERE v.organization_id = o.organization_id AND v.known_to IS NULL
                     AND v.display_name = r.display_name
                     AND (r.parent_key IS NULL OR v.parent_id = parent.organization_id)))
UNION ALL
SELECT 2, r.line, '', 'OTHER_CONTENT'
FROM import_people r
JOIN people p USING (key)
WHERE r.import_id = $1 AND NOT r.bad
  AND ((p.display_name, p.user_name) IS DISTINCT FROM (r.display_name, r.user_name)
    OR (r.phone_index IS NOT NULL AND p.phone_index IS DISTINCT FROM r.phone_index))
UNION ALL
SELECT 3, r.line, '', 'OTHER_CONTENT'
FROM import_posts r
JOIN posts p USING (key)
LEFT JOIN people person ON person.key = r.person_key
LEFT JOIN organizations o ON o.key = r.organization_key
LEFT JOIN organizations managing ON managing.key = r.managing_key
WHERE r.import_id = $1 AND NOT r.bad
  AND ((p.person_id, p.organization_id, p.title, p.appointment_type, p.leadership, p.rank_class,
        p.administrator)
         IS DISTINCT FROM
       (person.person_id, o.organization_id, r.title, r.appointment_type, r.leadership,
        r.rank_class, r.administrator)
    OR (r.managing_key IS NOT NULL
      AND (p.managing_organization_id = managing.organization_id) IS NOT TRUE)
    OR (p.valid_from <> r.valid_from
      AND NOT (daterange(p.valid_from, p.valid_to) @> r.valid_from
        AND EXISTS (SELECT FROM import_organizations f
                    WHERE f.import_id = $1 AND f.key IN (r.organization_key, r.managing_key)
                      AND f.valid_from = r.valid_from)))
    OR (r.valid_to IS NOT NULL AND p.valid_to IS DISTINCT FROM r.valid_to))
