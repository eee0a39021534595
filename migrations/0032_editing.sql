-- The journal of a draft: what each of its grids was before a change, so that changes are undone one after the other,
-- whoever made them and however large they were. It goes with the draft; what was published needs no undoing.

-- A locked grid refuses every change until it is unlocked.
alter table grids.draft_grid add column locked boolean not null default false;

-- One change, by the revision that it made. An undone one can be done again until something else is changed.
create table grids.draft_step (
  district text not null,
  layer text not null,
  revision integer not null check (revision > 1),
  did text not null check (did ~ '^[a-z_]{2,40}$'),
  done_at timestamptz not null,
  post uuid,
  undone boolean not null default false,
  primary key (district, layer, revision),
  foreign key (district, layer) references grids.draft (district, layer)
);
call base.keep_by_district('grids.draft_step', 'select, insert, update, delete');

-- What a grid was before the change that made `revision`; without a shape it was not there. While the change is
-- undone, the row holds what the grid was after it.
create table grids.draft_before (
  district text not null,
  layer text not null,
  revision integer not null check (revision > 1),
  code text not null,
  name text,
  region text,
  locked boolean,
  shape geometry(multipolygon, 4326),
  primary key (district, layer, revision, code),
  foreign key (district, layer) references grids.draft (district, layer),
  check ((shape is null) = (name is null) and (shape is null) = (region is null) and (shape is null) = (locked is null))
);
call base.keep_by_district('grids.draft_before', 'select, insert, update, delete');
