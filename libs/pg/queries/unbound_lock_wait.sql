-- Gives the next statements of this transaction the role's bound again.
SET LOCAL lock_timeout TO DEFAULT
