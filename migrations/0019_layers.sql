-- Grid layers with settings, versions that begin on a day and stay for ever, and one draft a layer. A grid that a
-- new version leaves as it was keeps its row; one that changes ends, and its cases go on naming it.

alter table grids.layer
  add column id uuid,
  add column must_cover boolean not null default false,
  add column may_overlap boolean not null default false,
  add column nests_in text,
  -- Square metres; null is no bound. What is smaller than `tolerance` is taken for noise of the survey.
  add column least_area integer check (least_area > 0),
  add column most_area integer check (most_area >= least_area),
  add column tolerance integer not null default 5 check (tolerance between 0 and 10000),
  add foreign key (district, nests_in) references grids.layer (district, code),
  add check (nests_in <> code);
update grids.layer set id = gen_random_uuid(), must_cover = (code = 'unit');
alter table grids.layer alter column id set not null;

-- 20 digits are the professional grids of communities (CJ/T 349).
alter table grids.grid drop constraint grid_code_check;
alter table grids.grid add constraint grid_code_check check (code ~ '^(\d{14}|\d{15}|\d{20})$');
-- Only grids of a version that was taken back before it began are ever deleted.
grant delete on grids.grid to gangmu_app;

create table grids.version (
  district text not null,
  layer text not null,
  version integer not null check (version > 0),
  id uuid not null,
  valid_from timestamptz not null,
  published_at timestamptz not null,
  published_by uuid,
  grids integer not null check (grids >= 0),
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  primary key (district, layer, version),
  foreign key (district, layer) references grids.layer (district, code)
);
call base.keep_by_district('grids.version', 'select, insert, update');
insert into grids.version (district, layer, version, id, valid_from, published_at, grids)
select past.district, past.layer, row_number() over (partition by past.district, past.layer order by past.valid_from),
  gen_random_uuid(), past.valid_from, past.valid_from, count(*)
from grids.grid as past
group by past.district, past.layer, past.valid_from;

-- `revision` counts the changes, so that nobody publishes what he has not seen.
create table grids.draft (
  district text not null,
  layer text not null,
  id uuid not null,
  revision integer not null check (revision > 0),
  based_on integer not null,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (district, layer),
  foreign key (district, layer) references grids.layer (district, code)
);
call base.keep_by_district('grids.draft', 'select, insert, update, delete');

create table grids.draft_grid (
  district text not null,
  layer text not null,
  code text not null check (code ~ '^(\d{14}|\d{15}|\d{20})$'),
  name text not null check (length(name) between 1 and 80),
  region text not null references regions.region (code),
  shape geometry(multipolygon, 4326) not null check (st_isvalid(shape)),
  primary key (district, layer, code),
  foreign key (district, layer) references grids.draft (district, layer)
);
create index draft_grid_shape on grids.draft_grid using gist (shape);
call base.keep_by_district('grids.draft_grid', 'select, insert, update, delete');
