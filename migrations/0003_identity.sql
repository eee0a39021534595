-- Who may do what: accounts, the posts they hold in a region, the axis that keeps supervision and
-- command apart, sessions. Accounts and sessions are server-wide; a post belongs to a district.

create schema identity;
grant usage on schema identity to gangmu_app, gangmu_identity;

create table identity.role (
  code text primary key,
  axis text check (axis in ('supervision', 'command', 'handling', 'system')),
  unique (code, axis)
);

insert into identity.role (code, axis) values
  ('inspector', 'supervision'),
  ('acceptor', 'supervision'),
  ('shift_leader', 'supervision'),
  ('dispatcher', 'command'),
  ('coordinator', 'command'),
  ('department_clerk', 'handling'),
  ('administrator', 'system');

create table identity.account (
  id uuid primary key,
  login text not null unique check (login ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
  name text not null check (length(name) between 1 and 80),
  password_hash text not null,
  -- Where it was opened: until it holds a post, only that district may give it one.
  opened_in text not null references regions.district (code),
  opened_at timestamptz not null,
  closed_at timestamptz
);

-- The dual axis, as a constraint: an account has one axis for ever, and every post of an axis
-- refers to it. A second post on another axis finds no row to refer to.
create table identity.account_axis (
  account uuid primary key references identity.account (id),
  axis text not null,
  unique (account, axis)
);

create table identity.post (
  district text not null references regions.district (code),
  id uuid not null,
  account uuid not null references identity.account (id),
  role text not null references identity.role (code),
  axis text not null,
  region text not null references regions.region (code),
  reach text collate "C" not null,
  held_from timestamptz not null,
  held_until timestamptz check (held_until > held_from),
  primary key (district, id),
  foreign key (role, axis) references identity.role (code, axis),
  foreign key (account, axis) references identity.account_axis (account, axis)
);
create index post_of_account on identity.post (account);
create unique index post_held_once on identity.post (district, account, role, region) where held_until is null;

-- A small server-wide list like the accounts; it names its post without a foreign key, because a reference
-- table of Citus may not refer to a distributed one.
create table identity.session (
  token_hash bytea primary key,
  id uuid not null unique,
  account uuid not null references identity.account (id),
  district text not null,
  post uuid not null,
  device text not null,
  opened_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index session_of_account on identity.session (account);

-- Failed sign-ins, counted by keyed hashes of the login and of the address.
create table identity.failure (
  key text primary key,
  window_from timestamptz not null,
  failures integer not null
);

call base.keep_by_district('identity.post', 'select, insert, update');
create policy recognised on identity.post for select to gangmu_identity using (true);
grant select on identity.post, identity.role to gangmu_identity;
grant select, insert, update, delete on identity.session, identity.failure to gangmu_identity;
grant select, update (password_hash) on identity.account to gangmu_identity;
-- Requests see names, never password hashes.
grant select (id, login, name, opened_in, opened_at, closed_at), insert on identity.account to gangmu_app;
grant select on identity.role to gangmu_app;
grant select, insert on identity.account_axis to gangmu_app;
