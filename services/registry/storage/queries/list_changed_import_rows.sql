-- Lists rows whose key is on record with other content. A name with a parent, and a first
-- day, that an organization has or had are no other content, nor is a post's end that the row does
-- not say.
-- $1 import_id
SELECT 1 AS table_code, r.line, '' AS column_name, 'OTHER_CONTENT' AS reason
FROM import_organizations r
JOIN organization_codes k ON k.scheme = 4 AND k.code = r.key
JOIN organizations o ON o.organization_id = k.organization_id
LEFT JOIN organization_codes parent ON parent.scheme = 4 AND parent.code = r.parent_key
WHERE r.import_id = $1 AND NOT r.bad
  AND ((o.kind, o.level, o.leading_body, o.ledger_root)
         IS DISTINCT FROM (r.kind, r.level, r.leading_body, r.ledger_root)
    OR (SELECT array_agg(c.code ORDER BY c.scheme) FROM organization_codes c
        WHERE c.organization_id = o.organization_id)
       IS DISTINCT FROM
       array_remove(ARRAY[r.division_code, r.school_code, r.credit_code, r.key], NULL)
    OR NOT EXISTS (SELECT FROM organization_versions v
                   WHERE v.organization_id = o.organization_id AND v.known_to IS NULL
                     AND v.valid_from = r.valid_from)
    OR (r.parent_key IS NOT NULL AND parent.organization_id IS NULL)
    OR NOT EXISTS (SELECT FROM organization_versions v
                   WHERE v.organization_id = o.organization_id AND v.known_to IS NULL
                     AND v.display_name = r.display_name
                     AND v.parent_id IS NOT DISTINCT FROM parent.organization_id))
UNION ALL
SELECT 2, r.line, '', 'OTHER_CONTENT'
FROM import_people r
JOIN people p ON p.external_key = r.key
WHERE r.import_id = $1 AND NOT r.bad
  AND (p.display_name, p.phone_index, p.user_name)
        IS DISTINCT FROM (r.display_name, r.phone_index, r.user_name)
UNION ALL
SELECT 3, r.line, '', 'OTHER_CONTENT'
FROM import_posts r
JOIN posts p ON p.external_key = r.key
LEFT JOIN people person ON person.external_key = r.person_key
LEFT JOIN organization_codes o ON o.scheme = 4 AND o.code = r.organization_key
LEFT JOIN organization_codes managing ON managing.scheme = 4 AND managing.code = r.managing_key
WHERE r.import_id = $1 AND NOT r.bad
  AND ((p.person_id, p.organization_id, p.title, p.appointment_type, p.leadership, p.rank_class,
        p.managing_organization_id, p.administrator, p.valid_from)
         IS DISTINCT FROM
       (person.person_id, o.organization_id, r.title, r.appointment_type, r.leadership,
        r.rank_class, managing.organization_id, r.administrator, r.valid_from)
    OR (r.valid_to IS NOT NULL AND p.valid_to IS DISTINCT FROM r.valid_to))
