-- Regions that were opened and closed while this server ran, and the centres on the two axes: the supervision
-- centre and the command centre of a district, their branches in subdistricts and stations in communities.

alter table regions.region
  add column opened_at timestamptz,
  add column closed_at timestamptz,
  add constraint region_closed_after_opened check (closed_at >= opened_at);

-- Where a centre stands and what it is above never change: a branch that moves is closed and opened anew, so that
-- what its posts were allowed to reach can still be told.
create table identity.centre (
  district text not null references regions.district (code),
  id uuid not null,
  code text not null check (code ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,19}$'),
  name_zh text not null check (length(name_zh) between 1 and 80),
  name_en text not null check (length(name_en) between 1 and 80),
  axis text not null check (axis in ('supervision', 'command')),
  level text not null check (level in ('centre', 'branch', 'station')),
  region text not null references regions.region (code),
  reach text collate "C" not null,
  parent uuid,
  parent_level text,
  parent_reach text collate "C",
  opened_at timestamptz not null,
  closed_at timestamptz check (closed_at >= opened_at),
  primary key (district, id),
  constraint centre_code unique (district, code),
  unique (district, id, axis, reach),
  unique (district, id, axis, level, reach),
  check (case when level = 'centre' then num_nonnulls(parent, parent_level, parent_reach) = 0
    else num_nonnulls(parent, parent_level, parent_reach) = 3 end),
  constraint centre_below_its_parent check (level = 'centre'
    or level = 'branch' and parent_level = 'centre'
    or level = 'station' and parent_level in ('centre', 'branch')),
  constraint centre_within_its_parent check (starts_with(reach, parent_reach)),
  constraint centre_on_the_axis_of_its_parent foreign key (district, parent, axis, parent_level, parent_reach)
    references identity.centre (district, id, axis, level, reach)
);
-- One centre an axis: two of them would each believe that the other one decides.
create unique index centre_one_an_axis on identity.centre (district, axis) where level = 'centre' and closed_at is null;
call base.keep_by_district('identity.centre', 'select, insert, update');
create policy recognised on identity.centre for select to gangmu_identity using (true);
grant select on identity.centre to gangmu_identity;

-- A post may belong to a centre: of its own axis, and only for a region that the centre reaches. Handling, oversight
-- and system find no centre of their axis to refer to.
alter table identity.post
  add column centre uuid,
  add column centre_reach text collate "C",
  add constraint post_in_a_centre check ((centre is null) = (centre_reach is null)),
  add constraint post_within_its_centre check (starts_with(reach, centre_reach)),
  add constraint post_on_the_axis_of_its_centre foreign key (district, centre, axis, centre_reach)
    references identity.centre (district, id, axis, reach);
create index post_of_centre on identity.post (district, centre) where centre is not null;

-- Accounts are closed by their administrator; the login stays taken, and the name stays in the timelines.
grant update (closed_at) on identity.account to gangmu_app;
