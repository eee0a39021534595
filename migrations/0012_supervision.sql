-- What supervision keeps beside the cases: which inspectors are on shift, which closed cases wait for a second look,
-- and what looked odd and has to be judged by an evaluator.

create schema supervision;
grant usage on schema supervision to gangmu_app;

create table supervision.duty (
  district text not null,
  id uuid not null,
  post uuid not null,
  since timestamptz not null,
  until timestamptz check (until >= since),
  primary key (district, id),
  foreign key (district, post) references identity.post (district, id)
);
create unique index duty_once on supervision.duty (district, post) where until is null;
call base.keep_by_district('supervision.duty', 'select, insert, update');

-- Closed cases that the hash of their closing event (its `closing`th) chose for a second look: `became` is null as
-- long as there was nobody to draw, `overtaken` where the case went on before somebody was.
create table supervision.recheck (
  district text not null,
  "case" uuid not null,
  closing integer not null,
  chosen_at timestamptz not null,
  became text check (became in ('drawn', 'overtaken')),
  primary key (district, "case", closing),
  foreign key (district, "case") references cases."case" (district, id)
);
create index recheck_waiting on supervision.recheck (district, chosen_at) where became is null;
call base.keep_by_district('supervision.recheck', 'select, insert, update');

-- `what` says which rule looked odd; `detail` holds ids, distances and times, never words or names.
create table supervision.flag (
  district text not null,
  id uuid not null,
  "case" uuid not null,
  -- The event that showed it; whose answer or finish it is about, with its task.
  event uuid not null,
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
create index flag_newest on supervision.flag (district, raised_at, id);
create index flag_of_case on supervision.flag (district, "case");
-- A reaction may run twice: the same thing about the same answer is raised once.
create unique index flag_once on supervision.flag (district, event, what, md5(detail::text));
call base.keep_by_district('supervision.flag', 'select, insert, update');

-- The open tasks of one inspector: his queue.
create index task_open_of_post on cases.task (district, post) where ended_at is null;
