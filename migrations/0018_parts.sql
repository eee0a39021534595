-- The register of parts: every lamp, cover, bench and tree that the district answers for, each under a code of
-- 16 digits that never changes. The row is what holds now; what held before stands in `past`, for ever.

create schema parts;
grant usage on schema parts to gangmu_app;

-- One import of a survey: its event carries the digest of the rows as they were kept, so that the versions of
-- twenty thousand parts need no twenty thousand events. Files are named by what people called them, outside the log.
create table parts.import (
  district text not null references regions.district (code),
  id uuid not null,
  file text not null check (length(file) <= 200),
  added integer not null check (added >= 0),
  changed integer not null check (changed >= 0),
  refused integer not null check (refused >= 0),
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  imported_at timestamptz not null,
  post uuid,
  primary key (district, id)
);
call base.keep_by_district('parts.import', 'select, insert');

-- The last sequence given within a district, class and kind; whoever takes a number holds the row until he commits.
create table parts.counter (
  district text not null,
  kind text not null check (kind ~ '^\d{4}$'),
  last integer not null check (last between 0 and 999999),
  primary key (district, kind)
);
call base.keep_by_district('parts.counter', 'select, insert, update');

-- `place` is one point that certainly lies on the shape. `origin` names the same thing in the source it came from
-- (osm:node/123), so that bringing the source in again finds it. `region_path` is that of its unit grid, or of the
-- deepest region around it; its unit grid is asked for when it is read, because grids change.
create table parts.part (
  district text not null references regions.district (code),
  id uuid not null,
  code text not null check (code ~ '^\d{16}$'),
  edition text not null,
  kind_type text not null default 'part' check (kind_type = 'part'),
  kind text not null,
  name text not null check (length(name) <= 120),
  shape geometry(geometry, 4326) not null check (st_isvalid(shape)),
  place geometry(point, 4326) not null,
  accuracy text check (accuracy in ('A', 'B', 'C')),
  region_path text collate "C" not null,
  supervising uuid,
  owning uuid,
  maintaining uuid,
  state text not null check (state in ('intact', 'damaged', 'lost', 'abandoned')),
  installed_on date,
  surveyed_on date,
  source text not null check (length(source) <= 120),
  note text not null check (length(note) <= 500),
  attributes jsonb not null,
  origin text check (length(origin) <= 120),
  version integer not null check (version > 0),
  added_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by uuid,
  import uuid,
  retired_at timestamptz,
  primary key (district, id),
  unique (district, code),
  unique (district, origin),
  foreign key (edition, kind_type, kind) references catalogue.kind (edition, type, code),
  foreign key (district, supervising) references organisations.organisation (district, id),
  foreign key (district, owning) references organisations.organisation (district, id),
  foreign key (district, maintaining) references organisations.organisation (district, id),
  foreign key (district, import) references parts.import (district, id),
  check (starts_with(code, district) and substr(code, 7, 4) = kind)
);
create index part_place on parts.part using gist (place);
create index part_of_kind on parts.part (district, kind, code);
create index part_of_region on parts.part (district, region_path, code);
call base.keep_by_district('parts.part', 'select, insert, update');

-- What a version said that another one followed; `said` is the row in the words of the contract.
create table parts.past (
  district text not null,
  part uuid not null,
  version integer not null check (version > 0),
  said jsonb not null,
  since timestamptz not null,
  until timestamptz not null,
  post uuid,
  import uuid,
  primary key (district, part, version),
  foreign key (district, part) references parts.part (district, id),
  foreign key (district, import) references parts.import (district, id)
);
call base.keep_by_district('parts.past', 'select, insert');

-- The part that a case is about.
alter table cases."case"
  add column part uuid,
  add foreign key (district, part) references parts.part (district, id);
create index case_of_part on cases."case" (district, part, reported_at desc) where part is not null;
