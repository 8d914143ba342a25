-- Gives up the imports that nobody applied.
-- $1 created before
UPDATE imports
SET state = 6, failure = 'it was not applied within a day'
WHERE state = 3 AND create_time < $1
