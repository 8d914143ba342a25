-- Gives up the uploads that nothing came of any more.
-- $1 since when
UPDATE imports
SET state = 6, failure = 'the upload broke off'
WHERE state = 1 AND receive_time < $1
