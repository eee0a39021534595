-- Named things on the ground: what the base map is drawn from, listed by and searched in. Brought in from open data,
-- source by source; an import replaces what its source said before.

create schema places;
grant usage on schema places to gangmu_app;

-- One import. The newest one's id is the version of the district's base map.
create table places.import (
  district text not null references regions.district (code),
  id uuid not null,
  source text not null check (source ~ '^[a-z][a-z0-9_-]{0,39}$'),
  attribution text not null check (length(attribution) between 1 and 300),
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  west double precision not null check (west between -180 and 180),
  south double precision not null check (south between -90 and 90),
  east double precision not null check (east > west and east <= 180),
  north double precision not null check (north > south and north <= 90),
  objects integer not null check (objects >= 0),
  imported_at timestamptz not null,
  primary key (district, id)
);
create index import_newest on places.import (district, imported_at desc, id desc);
call base.keep_by_district('places.import', 'select, insert');

-- `quad` is the smallest square of the quadtree that holds the whole thing, as a number (src/geo/quad.ts). Views ask
-- by it and not by the geometry's own index: under row-level security only comparisons that cannot leak a row may
-- choose an index, and those of PostGIS and of arrays are not among them.
-- `listed` says as what it stands in lists, where it has a name; `sought` holds its names as they are searched in, a
-- line each; `least_zoom` says from when on it is drawn.
create table places.place (
  district text not null,
  id uuid not null,
  import uuid not null,
  source text not null,
  origin text not null,
  layer text not null check (layer in (
    'land', 'green', 'water', 'waterway', 'building', 'street', 'label', 'address'
  )),
  kind text,
  listed text,
  name text not null,
  name_zh text not null,
  name_en text not null,
  sought text not null,
  number text not null,
  street text not null,
  bridge boolean not null,
  tunnel boolean not null,
  rank integer check (rank between 1 and 5),
  least_zoom integer not null check (least_zoom between 0 and 30),
  size double precision not null check (size >= 0),
  points integer not null check (points > 0),
  quad bigint not null,
  longitude double precision not null,
  latitude double precision not null,
  shape geometry(geometry, 4326) not null
    check (geometrytype(shape) in ('POINT', 'MULTILINESTRING', 'MULTIPOLYGON') and st_isvalid(shape)),
  primary key (district, id),
  unique (district, source, layer, origin),
  foreign key (district, import) references places.import (district, id)
);
create index place_in_view on places.place (district, quad, least_zoom);
create index place_listed on places.place (district, listed, name) where listed is not null;
call base.keep_by_district('places.place', 'select, insert, delete');

-- The letters and pairs of letters in what something is called; of several with the same name one stands here.
create table places.gram (
  district text not null,
  gram text not null,
  place uuid not null,
  primary key (district, gram, place),
  foreign key (district, place) references places.place (district, id) on delete cascade
);
create index gram_of_place on places.gram (district, place);
call base.keep_by_district('places.gram', 'select, insert, delete');
