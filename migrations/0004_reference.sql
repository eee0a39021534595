-- What cases refer to: kinds of the taxonomy editions, the departments that put things right and
-- who works in them, and the grid layers.

create schema catalogue;
grant usage on schema catalogue to gangmu_app;

create table catalogue.edition (
  code text primary key,
  name_zh text not null,
  name_en text not null
);

-- `offered` kinds are put before residents, in everyday words, in this order.
create table catalogue.kind (
  edition text not null references catalogue.edition (code),
  code text not null check (code ~ '^\d{4}$'),
  type text not null check (type in ('part', 'event')),
  class_zh text not null,
  class_en text not null,
  name_zh text not null,
  name_en text not null,
  offered integer,
  primary key (edition, type, code)
);
grant select, insert, update on catalogue.edition, catalogue.kind to gangmu_app;

create schema organisations;
grant usage on schema organisations to gangmu_app;

create table organisations.organisation (
  district text not null references regions.district (code),
  id uuid not null,
  code text not null,
  name_zh text not null,
  name_en text not null,
  primary key (district, id),
  unique (district, code)
);
call base.keep_by_district('organisations.organisation', 'select, insert, update');

-- Which organisation a post works for.
create table organisations.member (
  district text not null,
  post uuid not null,
  organisation uuid not null,
  primary key (district, post),
  foreign key (district, post) references identity.post (district, id),
  foreign key (district, organisation) references organisations.organisation (district, id)
);
call base.keep_by_district('organisations.member', 'select, insert, update, delete');

create schema grids;
grant usage on schema grids to gangmu_app;

create table grids.layer (
  district text not null references regions.district (code),
  code text not null check (code ~ '^[a-z_]{2,40}$'),
  name_zh text not null,
  name_en text not null,
  primary key (district, code)
);
call base.keep_by_district('grids.layer', 'select, insert, update');

create table grids.grid (
  district text not null,
  id uuid not null,
  layer text not null,
  code text not null check (code ~ '^\d{14,15}$'),
  name text not null,
  region text not null references regions.region (code),
  region_path text collate "C" not null,
  shape geometry(multipolygon, 4326) not null check (st_isvalid(shape)),
  valid_from timestamptz not null,
  valid_until timestamptz check (valid_until > valid_from),
  primary key (district, id),
  unique (district, layer, code, valid_from),
  foreign key (district, layer) references grids.layer (district, code)
);
create index grid_shape on grids.grid using gist (shape);
create index grid_of_region on grids.grid (district, layer, region_path);
call base.keep_by_district('grids.grid', 'select, insert, update');
