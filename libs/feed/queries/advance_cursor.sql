-- Moves a cursor, unless someone else moved it meanwhile.
-- $1 source, $2 log, $3 epoch, $4 the position it moves from, $5 the one it moves to
UPDATE cursors SET position = $5, epoch = $3
WHERE source = $1 AND log = $2 AND position = $4
