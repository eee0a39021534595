-- Plans: proposed divisions of a region into grids, made in the background and kept until they are adopted into the
-- layer's draft or thrown away. What a plan is made from is asked for at its beginning and kept with its seed, so that
-- the same plan can be made again.

create table grids.plan (
  district text not null,
  id uuid not null,
  layer text not null,
  region text not null references regions.region (code),
  settings jsonb not null,
  -- Lines that were brought as a file instead of the streets of the base map.
  lines jsonb,
  seed integer not null check (seed >= 0),
  state text not null check (state in ('waiting', 'running', 'done', 'stopped', 'failed', 'adopted', 'discarded')),
  -- How often a server has begun it; one that went away in the midst is followed by another, but not for ever.
  attempts integer not null default 0 check (attempts >= 0),
  -- When the server that makes it was last heard of.
  heard_at timestamptz,
  stop_asked boolean not null default false,
  progress jsonb,
  -- Why it failed: a word of the program, no text of people.
  wrong text,
  -- Counts the changes by hand, so that nobody changes or adopts what he has not seen.
  revision integer not null default 1 check (revision > 0),
  asked_at timestamptz not null,
  asked_by uuid,
  ended_at timestamptz,
  primary key (district, id),
  foreign key (district, layer) references grids.layer (district, code)
);
create index plan_of_layer on grids.plan (district, layer, asked_at desc);
create index plan_under_way on grids.plan (district, state) where state in ('waiting', 'running');
call base.keep_by_district('grids.plan', 'select, insert, update');

-- The net of blocks with what each carries, and the grid that each is in.
create table grids.plan_result (
  district text not null,
  plan uuid not null,
  ground jsonb not null,
  division jsonb not null,
  primary key (district, plan),
  foreign key (district, plan) references grids.plan (district, id)
);
call base.keep_by_district('grids.plan_result', 'select, insert, update, delete');
