-- Lets the statements of this transaction, and the locks they wait for, take longer than a call's.
SELECT set_config('statement_timeout', '300s', true),
       set_config('idle_in_transaction_session_timeout', '300s', true),
       -- The rows come page by page; what they join is found by index each time.
       set_config('enable_hashjoin', 'off', true),
       set_config('enable_mergejoin', 'off', true),
       set_config('enable_seqscan', 'off', true)
