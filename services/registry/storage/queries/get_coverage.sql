-- Counts over a subtree on a day: for each direct child of the scope with all below, and for the
-- scope alone, whose child_id is NULL. The joins stay lateral, so that they are index lookups
-- whatever is estimated.
-- $1 scope_id, $2 day, $3 stale before
WITH RECURSIVE subtree AS (
  SELECT v.organization_id, v.parent_id, NULL::uuid AS child_id
  FROM organization_versions v
  WHERE v.organization_id = $1 AND v.known_to IS NULL AND NOT v.closed
    AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
  UNION ALL
  SELECT v.organization_id, s.organization_id, coalesce(s.child_id, v.organization_id)
  FROM subtree s CROSS JOIN LATERAL (
    SELECT v.organization_id
    FROM organization_versions v
    WHERE v.parent_id = s.organization_id AND v.known_to IS NULL AND NOT v.closed
      AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
    OFFSET 0) v
), counted AS (
  SELECT s.child_id, e.organizations_expected, e.organizations_registered, p.posts,
         e.posts_expected, least(p.posts, e.posts_expected) AS posts_registered,
         CASE WHEN p.administrators > 0 THEN 0 ELSE 1 END AS without_administrator,
         p.posts_without_account,
         CASE WHEN greatest(r.record_time, p.record_time, c.confirm_time) < $3 THEN 1 ELSE 0 END
           AS stale
  FROM subtree s
  CROSS JOIN LATERAL (
    SELECT max(v.known_from) AS record_time
    FROM organization_versions v
    WHERE v.organization_id = s.organization_id
    OFFSET 0) r
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE p.in_office) AS posts,
           count(*) FILTER (WHERE p.in_office AND p.administrator) AS administrators,
           count(*) FILTER (WHERE p.in_office AND p.user_name IS NULL) AS posts_without_account,
           max(p.create_time) AS record_time
    FROM (
      SELECT p.administrator, p.create_time, h.user_name,
             p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2) AS in_office
      FROM posts p CROSS JOIN LATERAL (
        SELECT h.user_name
        FROM people h
        WHERE h.person_id = p.person_id
        OFFSET 0) h
      WHERE p.organization_id = s.organization_id
      OFFSET 0) p
    OFFSET 0) p
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.expected) FILTER (WHERE x.kind > 0), 0) AS organizations_expected,
           coalesce(sum(least(x.expected, (
             SELECT count(*)
             FROM organization_versions v CROSS JOIN LATERAL (
               SELECT o.kind
               FROM organizations o
               WHERE o.organization_id = v.organization_id
               OFFSET 0) o
             WHERE v.parent_id = s.organization_id AND v.known_to IS NULL AND NOT v.closed
               AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
               AND o.kind = x.kind))) FILTER (WHERE x.kind > 0), 0) AS organizations_registered,
           coalesce(sum(x.expected) FILTER (WHERE x.kind = 0), 0) AS posts_expected
    FROM expectations x
    WHERE x.organization_id = s.organization_id
    OFFSET 0) e
  LEFT JOIN confirmations c ON c.organization_id = s.organization_id
), summed AS (
  SELECT child_id, count(*) AS organizations,
         sum(organizations_expected)::bigint AS organizations_expected,
         sum(organizations_registered)::bigint AS organizations_registered,
         sum(posts)::bigint AS posts,
         sum(posts_expected)::bigint AS posts_expected,
         sum(posts_registered)::bigint AS posts_registered,
         sum(without_administrator)::bigint AS without_administrator,
         sum(posts_without_account)::bigint AS posts_without_account,
         sum(stale)::bigint AS stale
  FROM counted
  GROUP BY child_id
)
SELECT s.child_id, v.display_name, s.organizations, s.organizations_expected,
       s.organizations_registered, s.posts, s.posts_expected, s.posts_registered,
       s.without_administrator, s.posts_without_account, s.stale
FROM summed s
LEFT JOIN LATERAL (
  SELECT v.display_name
  FROM organization_versions v
  WHERE v.organization_id = s.child_id AND v.known_to IS NULL
    AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
  OFFSET 0) v ON true
ORDER BY s.child_id NULLS FIRST
