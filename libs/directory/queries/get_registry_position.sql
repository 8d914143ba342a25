-- Tells how far registry's log is applied.
SELECT coalesce((SELECT position FROM cursors WHERE source = 'registry' AND log = 'registry'), 0)
         AS position
