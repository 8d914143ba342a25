-- Lists the logs of every ledger root.
SELECT DISTINCT log
FROM known_organizations
WHERE log <> ''
ORDER BY log
