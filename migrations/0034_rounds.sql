-- What the field says of the register: proposals to change it, decided by whoever keeps it; and rounds, in which
-- everything of some kinds in a region is looked at by a day.

create table parts.proposal (
  district text not null references regions.district (code),
  id uuid not null,
  wants text not null check (wants in ('add', 'change', 'gone')),
  part uuid,
  -- Of a part that is missing in the register.
  edition text,
  kind_type text not null default 'part' check (kind_type = 'part'),
  kind text,
  -- What it should say: name, state, longitude, latitude; what is left out stays as it is.
  said jsonb not null,
  note text not null check (length(note) <= 500),
  proposed_at timestamptz not null,
  proposed_by uuid not null,
  region_path text collate "C" not null,
  decided_at timestamptz,
  decided_by uuid,
  adopted boolean,
  -- Why it was not adopted.
  reason text check (length(reason) <= 200),
  primary key (district, id),
  foreign key (district, part) references parts.part (district, id),
  foreign key (edition, kind_type, kind) references catalogue.kind (edition, type, code),
  check ((wants = 'add') = (kind is not null)),
  check (wants = 'add' or part is not null),
  check ((decided_at is null) = (adopted is null))
);
create index proposal_open on parts.proposal (district, region_path, proposed_at) where decided_at is null;
create index proposal_of_post on parts.proposal (district, proposed_by, proposed_at desc);
call base.keep_by_district('parts.proposal', 'select, insert, update');

create table parts.round (
  district text not null references regions.district (code),
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  region_path text collate "C" not null,
  -- Empty: every kind.
  kinds text[] not null,
  due date not null,
  opened_at timestamptz not null,
  opened_by uuid not null,
  closed_at timestamptz,
  closed_by uuid,
  primary key (district, id)
);
call base.keep_by_district('parts.round', 'select, insert, update');

-- How a part was found in a round; whoever looks again says it anew.
create table parts.looked (
  district text not null,
  round uuid not null,
  part uuid not null,
  found text not null check (found in ('intact', 'damaged', 'lost', 'abandoned')),
  note text not null check (length(note) <= 200),
  at timestamptz not null,
  post uuid not null,
  primary key (district, round, part),
  foreign key (district, round) references parts.round (district, id),
  foreign key (district, part) references parts.part (district, id)
);
call base.keep_by_district('parts.looked', 'select, insert, update');
