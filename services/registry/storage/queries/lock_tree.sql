-- Keeps the tree, and what is created in it, to this transaction until it ends.
SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '.tree', 0))
