-- Cases: one thing wrong in one place, from first report to closing. The state moves by steps, each
-- an event; what people wrote and who reported stands in rows of its own, so that it can be erased
-- while the event log still verifies.

create schema cases;
grant usage on schema cases to gangmu_app;

-- Case numbers people say aloud: one counter a district and day.
create table cases.counter (
  district text not null,
  day date not null,
  last integer not null,
  primary key (district, day)
);
call base.keep_by_district('cases.counter', 'select, insert, update');

create table cases."case" (
  district text not null references regions.district (code),
  id uuid not null,
  number text not null,
  state text not null check (state in (
    'reported', 'accepted', 'filed', 'dispatched', 'handling', 'handled', 'checking', 'checked', 'closed', 'void'
  )),
  step integer not null check (step > 0),
  edition text not null,
  kind_type text not null,
  kind text not null,
  source text not null check (source in ('portal', 'inspector', 'hotline')),
  region_path text collate "C" not null,
  grid uuid,
  place geometry(point, 4326) not null,
  place_precision text not null check (place_precision in ('device', 'map', 'region')),
  address text not null check (length(address) <= 200),
  department uuid,
  outcome text check (outcome in ('fixed', 'gone', 'cannot')),
  rework integer not null default 0 check (rework >= 0),
  reported_at timestamptz not null,
  state_since timestamptz not null,
  closed_at timestamptz,
  primary key (district, id),
  unique (district, number),
  foreign key (edition, kind_type, kind) references catalogue.kind (edition, type, code),
  foreign key (district, grid) references grids.grid (district, id),
  foreign key (district, department) references organisations.organisation (district, id),
  check ((state = 'closed') = (closed_at is not null and outcome is not null)),
  check (state not in ('dispatched', 'handling', 'handled', 'checking', 'checked', 'closed') or department is not null)
);
-- The queues: open cases by state, oldest first.
create index case_queue on cases."case" (district, state, state_since, id) where state not in ('closed', 'void');
create index case_of_department on cases."case" (district, department, state_since) where state not in ('closed', 'void');
create index case_newest on cases."case" (district, reported_at desc, id desc);
call base.keep_by_district('cases."case"', 'select, insert, update');

-- What someone wrote. Events carry only the salted hash, so erasing the body leaves the chain whole.
create table cases.text (
  district text not null,
  id uuid not null,
  "case" uuid not null,
  salt bytea not null,
  body text,
  written_at timestamptz not null,
  erased_at timestamptz,
  primary key (district, id),
  foreign key (district, "case") references cases."case" (district, id),
  check ((body is null) = (erased_at is not null))
);
create index text_of_case on cases.text (district, "case");
call base.keep_by_district('cases.text', 'select, insert, update');

-- Who told us, and how to answer. The log does not point here, so a row can be deleted without a trace.
create table cases.report (
  district text not null,
  id uuid not null,
  "case" uuid not null,
  source text not null,
  follow_hash bytea not null check (length(follow_hash) = 32),
  post uuid,
  contact_name text check (length(contact_name) <= 80),
  contact text check (length(contact) <= 120),
  language text not null check (language in ('zh', 'en')),
  reported_at timestamptz not null,
  primary key (district, id),
  foreign key (district, "case") references cases."case" (district, id)
);
create index report_of_case on cases.report (district, "case");
call base.keep_by_district('cases.report', 'select, insert, update, delete');

create table cases.picture (
  district text not null,
  file uuid not null,
  "case" uuid not null,
  shows text not null check (shows in ('report', 'before', 'after', 'check')),
  taken_at timestamptz not null,
  primary key (district, file),
  foreign key (district, "case") references cases."case" (district, id),
  foreign key (district, file) references base.file (district, id)
);
create index picture_of_case on cases.picture (district, "case");
call base.keep_by_district('cases.picture', 'select, insert, delete');
