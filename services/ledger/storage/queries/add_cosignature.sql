-- Keeps what a witness signed of a checkpoint, once.
-- $1 log, $2 size, $3 witness, $4 line, $5 record_time
INSERT INTO cosignatures (log, size, witness, line, record_time)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (log, size, witness) DO NOTHING
