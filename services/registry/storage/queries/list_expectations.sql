-- Lists what there should be in an organization, posts last; one row with NULLs if nothing was said,
-- none if there is no such organization.
-- $1 organization_id
SELECT e.kind, e.expected
FROM organizations o LEFT JOIN expectations e USING (organization_id)
WHERE o.organization_id = $1
ORDER BY e.kind = 0, e.kind
