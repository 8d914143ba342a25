-- Gives up an upload of an owner that nothing came of any more.
-- $1 owner, $2 since when
UPDATE imports
SET state = 6, failure = 'the upload broke off'
WHERE owner = $1 AND state = 1 AND receive_time < $2
