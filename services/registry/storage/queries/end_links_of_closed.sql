-- Ends links because one of their organizations closes, and keeps the ends that they had.
-- $1 link_ids, $2 day, $3 reorganization_id
WITH kept AS (
  INSERT INTO reorganization_ended_links (reorganization_id, link_id, valid_to)
  SELECT $3::uuid, link_id, valid_to
  FROM secondary_links
  WHERE link_id = ANY($1::uuid[])
), ended AS (
  UPDATE secondary_links
  SET valid_to = greatest(valid_from, $2::date)
  WHERE link_id = ANY($1::uuid[])
  RETURNING link_id, organization_id, related_id, type, valid_from, valid_to
)
SELECT link_id, organization_id, related_id, type, valid_from, valid_to
FROM ended
ORDER BY link_id
