-- The tree of regions (province, city, district, subdistrict, community) with national codes, and
-- the districts that this server keeps. Both are small lists that every district reads.

create schema regions;
grant usage on schema regions to gangmu_app, gangmu_identity;

create table regions.district (
  code text primary key check (code ~ '^\d{6}$'),
  name_zh text not null,
  name_en text not null,
  time_zone text not null
);

-- `path` is the chain of codes from the district down, each followed by a slash: what lies below a
-- region is what begins with its path. Regions above a district have only their own code.
create table regions.region (
  code text primary key check (code ~ '^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$'),
  parent text references regions.region (code),
  level text not null check (level in ('province', 'city', 'district', 'subdistrict', 'community')),
  district text references regions.district (code),
  path text collate "C" not null unique,
  name_zh text not null,
  name_en text not null,
  shape geometry(multipolygon, 4326)
);
create index region_of_district on regions.region (district, path);
create index region_shape on regions.region using gist (shape);

grant select, insert, update on regions.district, regions.region to gangmu_app;
grant select on regions.district, regions.region to gangmu_identity;
