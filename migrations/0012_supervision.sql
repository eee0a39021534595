-- What supervision keeps beside the cases: which inspectors are on shift, and what looked odd and has to be judged
-- by an evaluator.

create schema supervision;
grant usage on schema supervision to gangmu_app;

create table supervision.duty (
  district text not null,
  post uuid not null,
  since timestamptz not null,
  until timestamptz check (until >= since),
  primary key (district, post, since),
  foreign key (district, post) references identity.post (district, id)
);
create unique index duty_once on supervision.duty (district, post) where until is null;
call base.keep_by_district('supervision.duty', 'select, insert, update');

-- `what` says which rule looked odd; `detail` holds ids, distances and times, never words or names.
create table supervision.flag (
  district text not null,
  id uuid not null,
  "case" uuid not null,
  task uuid,
  post uuid,
  what text not null check (what in (
    'away', 'no_position', 'same_picture', 'alike_picture', 'impossible_journey', 'impossible_series', 'recheck_differs'
  )),
  detail jsonb not null,
  raised_at timestamptz not null,
  verdict text check (verdict in ('sound', 'careless', 'false')),
  judged_at timestamptz,
  judged_by uuid,
  primary key (district, id),
  foreign key (district, "case") references cases."case" (district, id),
  foreign key (district, task) references cases.task (district, id),
  check ((verdict is null) = (judged_at is null))
);
create index flag_open on supervision.flag (district, raised_at) where verdict is null;
create index flag_of_case on supervision.flag (district, "case");
-- A reaction may run twice: the same thing about the same answer is raised once.
create unique index flag_once on supervision.flag (district, "case", what, md5(detail::text));
call base.keep_by_district('supervision.flag', 'select, insert, update');
