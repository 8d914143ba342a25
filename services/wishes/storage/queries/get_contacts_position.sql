-- Tells how far a log of contacts is applied.
-- $1 log
SELECT coalesce((SELECT position FROM cursors WHERE source = 'contacts' AND log = $1), 0)
         AS position
