-- Counts the secondary and guidance links that organizations have after a day, at either end.
-- $1 organization_ids, $2 day
SELECT
  (SELECT count(*)
   FROM secondary_links
   WHERE (organization_id = ANY($1::uuid[]) OR related_id = ANY($1::uuid[]))
     AND (valid_to IS NULL OR valid_to > greatest(valid_from, $2::date)))
  + (SELECT count(*)
     FROM guidance_links
     WHERE (valid_to IS NULL OR valid_to > greatest(valid_from, $2::date))
       AND (committee_id = ANY($1::uuid[]) OR branch_id = ANY($1::uuid[])
            OR post_id IN (SELECT post_id FROM posts WHERE organization_id = ANY($1::uuid[]))
            OR guided_post_id IN (SELECT post_id FROM posts
                                  WHERE organization_id = ANY($1::uuid[])))) AS links
