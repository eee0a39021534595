-- Requests that a city has published, walked through every post again: which file they came from, how far it has been
-- read, and under which number the source knows each case.

create schema intake;
grant usage on schema intake to gangmu_app;

-- One file brought into a district. `upto` is the last of its rows that is kept, written with the cases themselves,
-- so that an import that was cut off goes on there. `as_of`: when the export was taken, as far as the file tells.
create table intake.import (
  district text not null references regions.district (code),
  id uuid not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  file text not null check (length(file) <= 200),
  attribution text not null,
  edition text not null references catalogue.edition (code),
  as_of timestamptz not null,
  upto integer not null default 0 check (upto >= 0),
  began_at timestamptz not null,
  ended_at timestamptz,
  primary key (district, id),
  unique (district, digest)
);
call base.keep_by_district('intake.import', 'select, insert, update');

-- The posts that an import walks its cases through; nobody can sign in to them.
create table intake.walker (
  district text not null,
  import uuid not null,
  post uuid not null,
  role text not null,
  -- Whose clerk it is.
  organisation uuid,
  primary key (district, import, post),
  foreign key (district, import) references intake.import (district, id),
  foreign key (district, post) references identity.post (district, id),
  foreign key (district, organisation) references organisations.organisation (district, id)
);
call base.keep_by_district('intake.walker', 'select, insert');

-- A request as the source numbers it, and what the source says of it: in time or not, and why it is not compared.
create table intake.request (
  district text not null,
  number text not null check (length(number) between 1 and 60),
  import uuid not null,
  row integer not null,
  "case" uuid not null,
  flag text check (flag in ('on_time', 'overdue')),
  apart text[] not null default '{}',
  primary key (district, number),
  unique (district, "case"),
  foreign key (district, import) references intake.import (district, id),
  foreign key (district, "case") references cases."case" (district, id)
);
call base.keep_by_district('intake.request', 'select, insert');

-- What came from another system by itself is neither a resident's report nor an inspector's.
alter domain cases.source drop constraint source_known;
alter domain cases.source add constraint source_known check (value in ('portal', 'inspector', 'hotline', 'import'));
