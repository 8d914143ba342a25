CREATE SCHEMA assessment;
CREATE TABLE assessment.snapshot_chunks (
    only_one boolean DEFAULT true NOT NULL,
    chunk_index integer NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT snapshot_chunks_chunk_index_check CHECK ((chunk_index >= 0))
);
CREATE TABLE assessment.snapshot_cursors (
    only_one boolean DEFAULT true NOT NULL,
    source text NOT NULL,
    log text NOT NULL,
    epoch text NOT NULL,
    "position" bigint NOT NULL,
    CONSTRAINT snapshot_cursors_position_check CHECK (("position" >= 0))
);
CREATE TABLE assessment.snapshots (
    only_one boolean DEFAULT true NOT NULL,
    digest bytea NOT NULL,
    size_bytes bigint NOT NULL,
    create_time timestamp with time zone NOT NULL,
    CONSTRAINT snapshots_digest_check CHECK ((octet_length(digest) = 32)),
    CONSTRAINT snapshots_only_one_check CHECK (only_one),
    CONSTRAINT snapshots_size_bytes_check CHECK ((size_bytes >= 0))
);
ALTER TABLE ONLY assessment.snapshot_chunks
    ADD CONSTRAINT snapshot_chunks_pkey PRIMARY KEY (only_one, chunk_index);
ALTER TABLE ONLY assessment.snapshot_cursors
    ADD CONSTRAINT snapshot_cursors_pkey PRIMARY KEY (only_one, source, log);
ALTER TABLE ONLY assessment.snapshots
    ADD CONSTRAINT snapshots_pkey PRIMARY KEY (only_one);
ALTER TABLE ONLY assessment.snapshot_chunks
    ADD CONSTRAINT snapshot_chunks_only_one_fkey FOREIGN KEY (only_one) REFERENCES assessment.snapshots(only_one) ON DELETE CASCADE;
ALTER TABLE ONLY assessment.snapshot_cursors
    ADD CONSTRAINT snapshot_cursors_only_one_fkey FOREIGN KEY (only_one) REFERENCES assessment.snapshots(only_one) ON DELETE CASCADE;
