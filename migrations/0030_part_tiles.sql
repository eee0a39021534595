-- What changed last among a district's parts, so that every process can bring its packed points up to date by asking
-- for the few rows that changed since; and whether an import was taken back.

-- Which change of the register made the row what it is. Numbers become visible in their order, because whoever takes
-- one holds the district's row in `latest` until he commits.
alter table parts.part add column revision bigint not null default 0;
create index part_of_revision on parts.part (district, revision, code);

create table parts.latest (
  district text not null,
  revision bigint not null check (revision > 0),
  mark uuid not null,
  primary key (district)
);
call base.keep_by_district('parts.latest', 'select, insert, update');

-- Every number that was given, under a mark that nobody can guess: a process that knows a number and a mark which do
-- not stand here knows of a register that was rolled back or restored, and reads everything anew.
create table parts.revision (
  district text not null,
  revision bigint not null check (revision > 0),
  mark uuid not null,
  primary key (district, revision)
);
call base.keep_by_district('parts.revision', 'select, insert');

-- A part that went out of use because its import was taken back: the mended file may bring it back under its code.
alter table parts.part add column undone boolean not null default false;

alter table parts.import
  add column undone_at timestamptz,
  add column undone_by uuid;
grant update (undone_at, undone_by) on parts.import to gangmu_app;
create index part_of_import on parts.part (district, import) where import is not null;
create index past_of_import on parts.past (district, import) where import is not null;
