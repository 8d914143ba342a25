-- Gives links back the ends that they had before a reorganization.
-- $1 reorganization_id
WITH kept AS (
  DELETE FROM reorganization_ended_links
  WHERE reorganization_id = $1
  RETURNING link_id, valid_to
), reopened AS (
  UPDATE secondary_links l
  SET valid_to = kept.valid_to
  FROM kept
  WHERE l.link_id = kept.link_id
  RETURNING l.link_id, l.organization_id, l.related_id, l.type, l.valid_from, l.valid_to
)
SELECT link_id, organization_id, related_id, type, valid_from, valid_to
FROM reopened
ORDER BY link_id
