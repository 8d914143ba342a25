-- Keeps the tree from being reorganized until the transaction ends.
SELECT pg_advisory_xact_lock_shared(hashtextextended(current_schema() || '.tree', 0))
