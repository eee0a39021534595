-- The whole loop: every state and step of a case, its clocks, what is asked and not decided yet, the tasks
-- of inspectors, children of a split, joins, and reopening.

alter table cases."case" drop constraint case_state_check;
alter table cases."case" add constraint case_state_check check (state in (
  'reported', 'accepted', 'filed', 'split', 'dispatched', 'handling', 'suspended', 'handled', 'checking', 'checked',
  'closed', 'void', 'joined'
));
-- A case that was put right on the spot, or split, or closed by force may end without a department.
alter table cases."case" drop constraint case_check1;
alter table cases."case" add constraint case_has_department
  check (state not in ('dispatched', 'handling', 'suspended', 'handled', 'checking') or department is not null);
alter table cases."case" drop constraint case_outcome_check;
alter table cases."case" add constraint case_outcome_check check (outcome in ('fixed', 'gone', 'cannot', 'forced'));

alter table cases."case"
  -- The number of events at the last one that a screen must know of; quiet ones (a note) do not count.
  add column turn integer not null default 1,
  add column self_handled boolean not null default false,
  add column joined_to uuid,
  add column parent uuid,
  -- Fixed at filing and never rewritten: which rulebook, which of its conditions, which limit, which area class.
  add column rulebook integer,
  add column condition integer,
  -- The kind whose condition that is: a later correction of the kind leaves it.
  add column filed_as text,
  add column area text check (area in ('A', 'B', 'C')),
  add column handling_limit jsonb,
  -- The stage that runs, as the core in clock.ts reads it, and when its light changes.
  add column stage text check (stage in (
    'accept', 'verify', 'answer', 'file', 'dispatch', 'handle', 'feedback', 'check', 'close'
  )),
  add column clock jsonb,
  add column soon_at timestamptz,
  add column late_at timestamptz,
  add column provisional boolean not null default false,
  add column calendar integer,
  -- The stage that rests while another runs: accepting while somebody is asked, handling while it is checked.
  add column rest jsonb,
  -- When the sweeper looks next, and how many superiors know that the stage is late.
  add column tell_at timestamptz,
  add column told integer not null default 0,
  add column extensions integer not null default 0,
  add column suspensions integer not null default 0,
  add column reopened integer not null default 0,
  -- What the department asked for and nobody has decided: {what, …}.
  add column request jsonb,
  -- Who asked to close by force; somebody else decides.
  add column forcing uuid,
  -- Who says that a closed case is not fixed.
  add column reopen text check (reopen in ('reporter', 'recheck')),
  -- Departments that gave it back since it was filed: the dispatcher cannot send it there again.
  add column refused_by uuid[] not null default '{}',
  add foreign key (district, joined_to) references cases."case" (district, id),
  add foreign key (district, parent) references cases."case" (district, id),
  add constraint case_joined check ((state = 'joined') = (joined_to is not null)),
  add constraint case_stage check ((stage is null) = (clock is null));

drop index cases.case_queue;
drop index cases.case_of_department;
create index case_queue on cases."case" (district, state, state_since, id)
  where state not in ('closed', 'void', 'joined');
create index case_of_department on cases."case" (district, department, state_since)
  where state not in ('closed', 'void', 'joined');
create index case_due on cases."case" (district, tell_at) where tell_at is not null;
create index case_asked on cases."case" (district, state_since)
  where request is not null or forcing is not null or reopen is not null;
create index case_of_parent on cases."case" (district, parent) where parent is not null;
create index case_joined_to on cases."case" (district, joined_to) where joined_to is not null;

-- Area classes of the limits table; a grid is of the core area unless its layer says otherwise.
alter table grids.grid add column area text not null default 'A' check (area in ('A', 'B', 'C'));

-- An inspector's task: is it true, is it fixed, is it really fixed. The draw itself stands in the event log;
-- where he stood is kept here, and may be forgotten.
create table cases.task (
  district text not null,
  id uuid not null,
  "case" uuid not null,
  purpose text not null check (purpose in ('verify', 'check', 'recheck')),
  post uuid not null,
  drawn_at timestamptz not null,
  ended_at timestamptz,
  answer boolean,
  away text,
  place geometry(point, 4326),
  device_at timestamptz,
  primary key (district, id),
  foreign key (district, "case") references cases."case" (district, id),
  foreign key (district, post) references identity.post (district, id),
  check (answer is null or ended_at is not null)
);
create unique index task_open_once on cases.task (district, "case") where ended_at is null;
create index task_of_case on cases.task (district, "case");
create index task_of_post on cases.task (district, post, drawn_at);
call base.keep_by_district('cases.task', 'select, insert, update');

-- What reporters say of a closed case.
create table cases.judgement (
  district text not null,
  id uuid not null,
  "case" uuid not null,
  report uuid not null,
  fixed boolean not null,
  satisfied boolean,
  reasons text[] not null default '{}',
  judged_at timestamptz not null,
  primary key (district, id),
  foreign key (district, "case") references cases."case" (district, id)
);
create index judgement_of_case on cases.judgement (district, "case");
call base.keep_by_district('cases.judgement', 'select, insert');

alter table cases.picture drop constraint picture_shows_check;
alter table cases.picture add constraint picture_shows_check
  check (shows in ('report', 'before', 'after', 'check', 'note'));

-- The instants of the clock core: whole UTC milliseconds.
create function base.milliseconds(at timestamptz) returns bigint
language sql immutable parallel safe as $$ select round(extract(epoch from at) * 1000)::bigint $$;
grant execute on function base.milliseconds to gangmu_app;

-- The parts of a split show the pictures of the whole.
alter table cases.picture drop constraint picture_pkey;
alter table cases.picture add primary key (district, "case", file);
drop index cases.picture_of_case;

-- An instant as every call says it, for those that stand inside JSON.
create function base.instant(at timestamptz) returns text
language sql immutable parallel safe as $$ select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;
grant execute on function base.instant to gangmu_app;

-- Until now every step was one that screens must know of.
update cases."case" set turn = step;
