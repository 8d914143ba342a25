-- migrate:up
-- The calendar of working days: versions of years, never updated.

CREATE TABLE workday_years (
  year             integer     NOT NULL CHECK (year BETWEEN 1900 AND 2199),
  version          integer     NOT NULL CHECK (version > 0),
  publish_time     timestamptz NOT NULL,
  holidays         date[]      NOT NULL,
  make_up_days     date[]      NOT NULL,
  provisional      boolean     NOT NULL,
  -- The document that set the days: all NULL where there is none yet.
  document_issuer  text        CHECK (document_issuer <> ''),
  document_number  text        CHECK (document_number <> ''),
  document_title   text,
  document_day     date,
  PRIMARY KEY (year, version),
  CHECK (num_nulls(document_issuer, document_number, document_title, document_day) IN (0, 4)),
  CHECK (provisional OR document_number IS NOT NULL)
);

-- migrate:down
