-- Appends entries to a log, with all rows that go with them and the checkpoint of
-- the tree that ends with the last. The parameters are those of append_batch().
SELECT append_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
