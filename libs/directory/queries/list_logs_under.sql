-- Lists the log of an organization, first, and of the ledger roots that ever stood
-- below it.
-- $1 organization_id
WITH own AS (
  SELECT log FROM known_organizations WHERE organization_id = $1 AND log <> ''
)
SELECT log
FROM (SELECT log FROM own UNION SELECT log FROM logs_of_roots_under($1) AS log) logs
ORDER BY log IN (SELECT log FROM own) DESC, log
