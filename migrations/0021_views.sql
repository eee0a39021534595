-- What desks need besides the queues: finding any case again by its address or number, the open cases around a place,
-- and filters that a post saves for itself or for everybody who does the same work in the same region.

-- What an address is found by: each of its characters and each pair of neighbours, in small letters and without spaces.
-- Chinese is written without spaces between words, so pairs are what a dictionary would be elsewhere.
create function cases.pieces(said text) returns text[]
language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct piece), '{}')
  from (select lower(regexp_replace(said, '\s', '', 'g')) as text) as squeezed
  cross join lateral generate_series(1, length(squeezed.text)) as at
  cross join lateral unnest(array[substr(squeezed.text, at, 1), substr(squeezed.text, at, 2)]) as piece
$$;

-- The address of a case in small letters and without spaces, its pieces, and `#12` for the last part of its number. Beside
-- the case and not in it: a step of a case would otherwise write them anew each time. A reaction to the events of reports
-- and corrections keeps them.
create table cases.sought (
  district text not null,
  "case" uuid not null,
  number text not null,
  address text not null,
  pieces text[] not null,
  primary key (district, "case"),
  foreign key (district, "case") references cases."case" (district, id)
);
create index sought_pieces on cases.sought using gin (pieces);
call base.keep_by_district('cases.sought', 'select, insert, update');

insert into cases.sought (district, "case", number, address, pieces)
select held.district, held.id, held.number, lower(regexp_replace(held.address, '\s', '', 'g')),
  cases.pieces(held.address) || ('#' || ltrim(substring(held.number from '[0-9]+$'), '0'))
from cases."case" as held;

-- Under row security only leakproof operators may use an index, and neither arrays nor geometries have any. These two
-- ask as the owner and keep to the districts of the request themselves; whoever may see the cases is asked afterwards.
--
-- Cases whose address has all these words (`%word%`, with their pieces), or whose number ends like this.
create function cases.found(wanted text[], words text[], tail text, ending text) returns setof uuid
language sql stable security definer rows 400 set search_path = pg_catalog, public as $$
  select sought."case" from cases.sought
  where sought.district = any (string_to_array(current_setting('gangmu.districts', true), ','))
    and ((sought.pieces @> wanted and sought.address like all (words))
      or (sought.pieces @> array[tail] and right(sought.number, length(ending)) = ending))
$$;

create index case_open_place on cases."case" using gist (place) where state not in ('closed', 'void', 'joined');

-- Open cases within so many metres of a place on the spheroid, in degrees of longitude and latitude.
create function cases.open_around(longitude float8, latitude float8, metres float8)
returns table (id uuid, distance float8)
language sql stable security definer rows 50 set search_path = pg_catalog, public as $$
  select held.id, st_distance(held.place::geography, st_setsrid(st_makepoint(longitude, latitude), 4326)::geography)
  from cases."case" as held
  where held.district = any (string_to_array(current_setting('gangmu.districts', true), ','))
    and held.state not in ('closed', 'void', 'joined')
    and held.place && st_expand(st_setsrid(st_makepoint(longitude, latitude), 4326),
      metres / (111000 * greatest(cos(radians(latitude)), 0.01)), metres / 110000)
    and st_dwithin(held.place::geography, st_setsrid(st_makepoint(longitude, latitude), 4326)::geography, metres)
$$;
revoke execute on function cases.found, cases.open_around from public;
grant execute on function cases.pieces, cases.found, cases.open_around to gangmu_app;

-- Searches by department, ended cases too; the queues have their own. By kind there is one already (0010).
create index case_by_department on cases."case" (district, department, reported_at desc, id desc)
  where department is not null;

-- A saved filter. It belongs to the post that made it; a shared one is also for every post of the same role in the
-- same region.
create table cases.view (
  district text not null,
  id uuid not null,
  post uuid not null,
  role text not null,
  region text not null,
  shared boolean not null,
  name text not null check (length(name) between 1 and 40),
  filter jsonb not null check (jsonb_typeof(filter) = 'object'),
  made_at timestamptz not null,
  primary key (district, id),
  foreign key (district, post) references identity.post (district, id)
);
create unique index view_named on cases.view (district, post, name);
create index view_shared on cases.view (district, role, region) where shared;
call base.keep_by_district('cases.view', 'select, insert, update, delete');

-- The views that stand among the queues of a post, in the order in which they were put there.
create table cases.view_pin (
  district text not null,
  post uuid not null,
  view uuid not null,
  pinned_at timestamptz not null,
  primary key (district, post, view),
  foreign key (district, post) references identity.post (district, id),
  foreign key (district, view) references cases.view (district, id) on delete cascade
);
call base.keep_by_district('cases.view_pin', 'select, insert, delete');
