-- The working calendar of a district in immutable versions: cases are timed by the newest and remember which
-- one that was. A district without a row uses the calendar that Gangmu ships for its time zone, as version 0.

-- `edits` is what the district changes of the shipped calendar; `description` is what came of it on that day,
-- so that a later release with other holidays does not change what a version said. `account` is null where
-- the program itself followed its shipped calendar.
create table regions.calendar (
  district text not null references regions.district (code),
  version integer not null check (version >= 0),
  id uuid not null,
  valid_from timestamptz not null,
  account uuid,
  edits jsonb not null check (jsonb_typeof(edits) = 'object'),
  description jsonb not null check (jsonb_typeof(description) = 'object'),
  primary key (district, version),
  unique (district, id)
);
call base.keep_by_district('regions.calendar', 'select, insert');
