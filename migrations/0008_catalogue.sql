-- The catalogue as versioned reference data: kinds with extensions, what one edition calls what another
-- calls otherwise, and the rulebook of each district. A published version is only ever added: the application
-- may neither change nor remove its rows. Whoever edits does so in the district's one draft.

-- An extension belongs to the district that made it; those that ship with an edition belong to nobody.
alter table catalogue.kind
  add column extension boolean not null default false,
  add column made_by text references regions.district (code),
  add constraint kind_made_by_check check (made_by is null or extension);

-- Many to many. `verified`: the same code and name seen in both; `by_name`: the same name; `by_meaning`: judged.
create table catalogue.mapping (
  from_edition text not null,
  type text not null,
  from_code text not null,
  to_edition text not null,
  to_code text not null,
  basis text not null check (basis in ('verified', 'by_name', 'by_meaning')),
  primary key (from_edition, type, from_code, to_edition, to_code),
  foreign key (from_edition, type, from_code) references catalogue.kind (edition, type, code),
  foreign key (to_edition, type, to_code) references catalogue.kind (edition, type, code),
  check (from_edition <> to_edition)
);
create index mapping_back on catalogue.mapping (to_edition, type, to_code);
grant select, insert, update on catalogue.mapping to gangmu_app;

-- One published version. `digest` is the hash of everything it says; the event of its publishing carries it too.
create table catalogue.rulebook (
  district text not null references regions.district (code),
  id uuid not null,
  version integer not null check (version > 0),
  edition text not null references catalogue.edition (code),
  valid_from timestamptz not null,
  published_at timestamptz not null check (published_at <= valid_from),
  published_by uuid,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  recheck_share numeric not null check (recheck_share between 0 and 1),
  most_extensions integer not null check (most_extensions between 0 and 20),
  primary key (district, id),
  unique (district, version)
);
call base.keep_by_district('catalogue.rulebook', 'select, insert');

-- A version that was to begin later and was taken back before it began.
create table catalogue.withdrawal (
  district text not null,
  rulebook uuid not null,
  withdrawn_at timestamptz not null,
  withdrawn_by uuid not null,
  primary key (district, rulebook),
  foreign key (district, rulebook) references catalogue.rulebook (district, id)
);
call base.keep_by_district('catalogue.withdrawal', 'select, insert');

-- Limits of the stages, the handling limit of kinds without a row of their own (`fallback`), and the other
-- spans of the loop. A stage without a row has no limit.
create table catalogue.span (
  district text not null,
  rulebook uuid not null,
  name text not null check (name in ('accept', 'verify', 'file', 'dispatch', 'feedback', 'check', 'close',
    'fallback', 'reopen', 'ask', 'suspension')),
  value numeric not null check (value > 0),
  unit text not null check (unit in ('urgent_hour', 'urgent_day', 'work_hour', 'work_day', 'calendar_day')),
  primary key (district, rulebook, name),
  foreign key (district, rulebook) references catalogue.rulebook (district, id)
);
call base.keep_by_district('catalogue.span', 'select, insert');

-- What a district decides of each kind. Names only of its own extensions: the standard's stay the standard's.
create table catalogue.kind_rule (
  district text not null,
  rulebook uuid not null,
  edition text not null,
  type text not null,
  code text not null,
  name_zh text,
  name_en text,
  retired boolean not null,
  offered integer check (offered > 0),
  proof text not null check (proof in ('none', 'after', 'before_after')),
  near_metres integer not null check (near_metres between 0 and 5000),
  check_metres integer not null check (check_metres between 1 and 5000),
  primary key (district, rulebook, edition, type, code),
  foreign key (district, rulebook) references catalogue.rulebook (district, id),
  foreign key (edition, type, code) references catalogue.kind (edition, type, code),
  check ((name_zh is null) = (name_en is null)),
  check (not retired or offered is null)
);
call base.keep_by_district('catalogue.kind_rule', 'select, insert');

-- When a case of a kind is filed, how long its handling may take by area class, and what must be seen to close it.
create table catalogue.condition (
  district text not null,
  rulebook uuid not null,
  edition text not null,
  type text not null,
  kind text not null,
  seq integer not null check (seq between 1 and 99),
  condition text not null check (condition ~ '^[a-z][a-z0-9_]{1,39}$'),
  name_zh text not null,
  name_en text not null,
  closing_zh text not null,
  closing_en text not null,
  a_value numeric not null check (a_value > 0),
  a_unit text not null check (a_unit in ('urgent_hour', 'urgent_day', 'work_hour', 'work_day', 'calendar_day')),
  b_value numeric not null check (b_value > 0),
  b_unit text not null check (b_unit in ('urgent_hour', 'urgent_day', 'work_hour', 'work_day', 'calendar_day')),
  c_value numeric not null check (c_value > 0),
  c_unit text not null check (c_unit in ('urgent_hour', 'urgent_day', 'work_hour', 'work_day', 'calendar_day')),
  primary key (district, rulebook, edition, type, kind, seq),
  foreign key (district, rulebook) references catalogue.rulebook (district, id),
  foreign key (edition, type, kind) references catalogue.kind (edition, type, code)
);
call base.keep_by_district('catalogue.condition', 'select, insert');

-- The one draft of a district, whole: what it would say if it were published. `id` becomes the version's own;
-- `revision` counts the changes, so that nobody publishes what he has not seen.
create table catalogue.draft (
  district text not null references regions.district (code),
  id uuid not null,
  based_on integer not null,
  revision integer not null check (revision > 0),
  book jsonb not null,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by uuid not null,
  primary key (district)
);
call base.keep_by_district('catalogue.draft', 'select, insert, update, delete');
