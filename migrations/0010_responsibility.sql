-- Who is responsible for what: departments and the firms that work for them, and the rules that name one of
-- them for a kind of thing in a region. Neither is ever removed: a department is closed, a rule ends.

alter table organisations.organisation
  add column kind text not null default 'department' check (kind in ('department', 'contractor')),
  -- The department that a firm works for, or that an office is part of.
  add column parent uuid,
  -- The region it serves; null is the whole district.
  add column region text references regions.region (code),
  -- How its desk is reached; a telephone number or a room, never a person.
  add column contact text not null default '' check (length(contact) <= 120),
  add column closed_at timestamptz,
  add constraint organisation_parent foreign key (district, parent)
    references organisations.organisation (district, id),
  add constraint organisation_of_itself check (parent <> id),
  add constraint contractor_works_for_one check (kind <> 'contractor' or parent is not null);

-- Rule numbers that people say aloud.
create table organisations.rule_counter (
  district text not null references regions.district (code),
  last integer not null,
  primary key (district)
);
call base.keep_by_district('organisations.rule_counter', 'select, insert, update');

-- One row a version: a change ends a row and begins the next, so that the rule of any day can be read.
-- A condition that is null holds for everything. Kinds and classes are named by their edition, because
-- editions swap class numbers.
create table organisations.rule (
  district text not null references regions.district (code),
  id uuid not null,
  version integer not null check (version > 0),
  number integer not null check (number > 0),
  edition text references catalogue.edition (code),
  kind_type text check (kind_type in ('part', 'event')),
  kind_class text check (kind_class ~ '^\d{2}$'),
  kind text,
  region text references regions.region (code),
  maintainer uuid,
  -- Who is responsible; null is whoever maintains the part, and then the rule needs a part with a maintainer.
  organisation uuid,
  valid_from timestamptz not null,
  valid_until timestamptz check (valid_until >= valid_from),
  primary key (district, id, version),
  unique (district, number, version),
  foreign key (edition, kind_type, kind) references catalogue.kind (edition, type, code),
  foreign key (district, maintainer) references organisations.organisation (district, id),
  foreign key (district, organisation) references organisations.organisation (district, id),
  check ((edition is null) = (kind_type is null)),
  -- A kind or a class of an edition, not both.
  check ((edition is null) = (kind_class is null and kind is null)),
  check (kind_class is null or kind is null),
  check (maintainer is null or organisation is not null)
);
create unique index rule_in_force on organisations.rule (district, id) where valid_until is null;
-- Two rules with the same conditions would leave the answer to chance.
create unique index rule_said_once on organisations.rule
  (district, edition, kind_type, kind_class, kind, region, maintainer, (organisation is null))
  nulls not distinct where valid_until is null;
call base.keep_by_district('organisations.rule', 'select, insert, update');

-- Where the last cases of a kind went.
create index case_of_kind on cases."case" (district, edition, kind_type, kind, reported_at desc);
