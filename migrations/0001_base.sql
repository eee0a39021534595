-- What every capability stands on: the roles that requests run as, the rule that a row is seen and
-- written only within its district, the event log with its chains and seals, the outbox, files,
-- idempotency and rates. Every later migration obeys the schema rules in docs/data-model.md.

create extension if not exists postgis;

-- Roles belong to the whole server, so another Gangmu database may have made them already.
do $$
begin
  if not exists (select from pg_roles where rolname = 'gangmu_app') then
    create role gangmu_app nologin;
  end if;
  -- Recognises people before any district is known: sessions, passwords, the posts of an account.
  if not exists (select from pg_roles where rolname = 'gangmu_identity') then
    create role gangmu_identity nologin;
  end if;
end
$$;
do $$
begin
  if not pg_has_role(current_user, 'gangmu_app', 'member') or not pg_has_role(current_user, 'gangmu_identity', 'member') then
    execute format('grant gangmu_app, gangmu_identity to %I', current_user);
  end if;
end
$$;

create schema base;
grant usage on schema base to gangmu_app, gangmu_identity;

-- One line a table: rows are read within the districts of the request and written within its one
-- district. `verbs` is what the application role may do at all.
create procedure base.keep_by_district(kept regclass, verbs text)
language plpgsql as $$
declare
  seen constant text := 'district = any (string_to_array(current_setting(''gangmu.districts'', true), '',''))';
  own constant text := 'district = current_setting(''gangmu.district'', true)';
begin
  execute format('alter table %s enable row level security', kept);
  execute format('create policy seen on %s for select to gangmu_app using (%s)', kept, seen);
  execute format('create policy added on %s for insert to gangmu_app with check (%s)', kept, own);
  execute format('create policy changed on %s for update to gangmu_app using (%s) with check (%s)', kept, own, own);
  execute format('create policy removed on %s for delete to gangmu_app using (%s)', kept, own);
  execute format('grant %s on %s to gangmu_app', verbs, kept);
end
$$;

-- The event log ------------------------------------------------------------------------------
-- Append-only: the application may insert and read, never update or delete. No personal data and
-- no free text. Times carry milliseconds only, so that the hashed text says all that the row says.

create table base.event (
  district text not null check (district ~ '^\d{6}$'),
  recorded_at timestamptz not null check (date_trunc('milliseconds', recorded_at) = recorded_at),
  id uuid not null,
  subject uuid not null,
  seq integer not null check (seq > 0),
  happened text not null check (happened ~ '^[a-z]+\.[a-z_]+$'),
  at timestamptz not null check (date_trunc('milliseconds', at) = at),
  account uuid,
  post uuid,
  detail jsonb not null,
  hash bytea not null check (length(hash) = 32),
  primary key (district, recorded_at, id)
) partition by range (recorded_at);
create table base.event_default partition of base.event default;
create index event_of_subject on base.event (district, subject, seq);
call base.keep_by_district('base.event', 'select, insert');

-- The newest link of each subject's chain.
create table base.chain (
  district text not null,
  subject uuid not null,
  seq integer not null,
  hash bytea not null,
  primary key (district, subject)
);
call base.keep_by_district('base.chain', 'select, insert, update');

-- The seal of all events recorded in [from_at, upto): a Merkle root that can be published.
create table base.seal (
  district text not null,
  number integer not null check (number > 0),
  from_at timestamptz not null,
  upto timestamptz not null check (upto > from_at),
  events integer not null check (events >= 0),
  root bytea not null check (length(root) = 32),
  hash bytea not null check (length(hash) = 32),
  made_at timestamptz not null,
  primary key (district, number)
);
call base.keep_by_district('base.seal', 'select, insert');

-- One row for each subscriber of an event, taken after commit and deleted when done.
create table base.outbox (
  district text not null,
  id uuid not null,
  subscriber text not null,
  subject uuid not null,
  happened text not null,
  detail jsonb not null,
  tries integer not null default 0,
  due_at timestamptz not null,
  trouble text,
  primary key (district, id, subscriber)
);
create index outbox_due on base.outbox (district, due_at);
call base.keep_by_district('base.outbox', 'select, insert, update, delete');

-- Files ----------------------------------------------------------------------------------------
-- One row an upload; the bytes lie in the file store under their hash.

create table base.file (
  district text not null,
  id uuid not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  media_type text not null,
  bytes integer not null check (bytes > 0),
  width integer not null,
  height integer not null,
  account uuid,
  uploaded_at timestamptz not null,
  attached_at timestamptz,
  primary key (district, id)
);
create index file_by_hash on base.file (district, hash);
create index file_unattached on base.file (district, uploaded_at) where attached_at is null;
call base.keep_by_district('base.file', 'select, insert, update, delete');

-- Calls ------------------------------------------------------------------------------------------

-- The same key from the same caller gives the same answer; kept thirty days.
create table base.idempotency (
  district text not null,
  caller text not null,
  call text not null,
  key text not null check (length(key) between 8 and 200),
  body_hash bytea not null,
  answer jsonb,
  created_at timestamptz not null,
  primary key (district, caller, call, key)
);
create index idempotency_by_age on base.idempotency (district, created_at);
call base.keep_by_district('base.idempotency', 'select, insert, update, delete');

-- What this installation alone knows: with it, addresses are hashed into keys that cannot be turned back.
-- Only the owner reads it.
create table base.secret (
  name text primary key,
  secret bytea not null check (length(secret) = 32)
);

-- How often something was asked within a window; `key` is a keyed hash, never an address.
create table base.rate (
  district text not null,
  key text not null,
  window_from timestamptz not null,
  taken integer not null,
  primary key (district, key)
);
create index rate_by_age on base.rate (district, window_from);
call base.keep_by_district('base.rate', 'select, insert, update, delete');
