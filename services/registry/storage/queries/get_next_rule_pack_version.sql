-- Gets the version that the next pack of a document has.
-- $1 organization_id, $2 document_number
SELECT coalesce(max(version), 0) + 1 AS version
FROM rule_packs
WHERE organization_id = $1 AND document_number = $2
