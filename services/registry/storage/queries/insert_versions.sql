-- Inserts versions of organizations.
-- $1 organization_ids, $2 valid_from, $3 valid_to or '', $4 display_names, $5 parent_ids or '',
-- $6 closed, $7 reorganization_ids or '', $8 known_from
INSERT INTO organization_versions (organization_id, level, valid_from, valid_to, display_name,
                                   parent_id, parent_level, closed, reorganization_id, known_from)
SELECT o.organization_id, o.level, new.valid_from, nullif(new.valid_to, '')::date,
       new.display_name, p.organization_id, p.level, new.closed,
       nullif(new.reorganization_id, '')::uuid, $8::timestamptz
FROM unnest($1::uuid[], $2::date[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::text[])
       AS new (organization_id, valid_from, valid_to, display_name, parent_id, closed,
               reorganization_id)
JOIN organizations o ON o.organization_id = new.organization_id
LEFT JOIN organizations p ON p.organization_id = nullif(new.parent_id, '')::uuid
