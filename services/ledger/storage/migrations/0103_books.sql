-- migrate:up
-- Closings and reopenings of books, each an entry; of one organization and
-- period the last one counts.

CREATE TABLE books (
  log                    text        NOT NULL,
  position               bigint      NOT NULL,
  organization_id        uuid        NOT NULL,
  first_day              date        NOT NULL,
  -- The day after the last.
  end_day                date        NOT NULL CHECK (end_day > first_day),
  closed                 boolean     NOT NULL,
  author_organization_id uuid        NOT NULL,
  author_post_id         uuid        NOT NULL,
  record_time            timestamptz NOT NULL,
  PRIMARY KEY (log, position)
);

CREATE INDEX books_by_organization ON books (log, organization_id, first_day, end_day, position);

-- migrate:down
