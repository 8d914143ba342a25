-- Lets the statements of this transaction take longer than a call's, and look at whole tables.
SELECT set_config('statement_timeout', '300s', true),
       set_config('enable_hashjoin', 'on', true),
       set_config('enable_mergejoin', 'on', true),
       set_config('enable_bitmapscan', 'on', true),
       set_config('enable_seqscan', 'on', true),
       set_config('work_mem', '64MB', true)
