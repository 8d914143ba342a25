-- Begins the transaction before its events take their outbox_ids, as
-- append_to_outbox.sql does.
SELECT pg_current_xact_id()
