-- Lets the statements of this transaction, and the locks they wait for, take longer than a call's.
SELECT set_config('statement_timeout', '300s', true),
       set_config('idle_in_transaction_session_timeout', '300s', true),
       -- To compile a statement takes longer than a page of rows.
       set_config('jit', 'off', true),
       -- The rows come page by page; what they join is found by index each time,
       -- and in the index's order: a page takes no sorting of all rows that follow.
       set_config('enable_hashjoin', 'off', true),
       set_config('enable_mergejoin', 'off', true),
       set_config('enable_bitmapscan', 'off', true),
       set_config('enable_seqscan', 'off', true)
