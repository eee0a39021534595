-- The national list of division codes, edition after edition: every province, city, district, subdistrict and community
-- of the country, for opening a district from it, comparing a district with it and finding a place anywhere.
-- A list that every district reads and nobody of a district writes: the command brings whole editions.

create table regions.edition (
  -- The day from which it holds.
  since date primary key,
  name text not null unique check (name ~ '^[0-9A-Za-z._-]{1,40}$'),
  imported_at timestamptz not null,
  rows integer not null,
  added integer not null,
  renamed integer not null,
  ended integer not null
);

-- A code under one name for a while; a code that is renamed or given up keeps its row until that day.
create table regions.listed (
  code text collate "C" not null check (code ~ '^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$'),
  since date not null references regions.edition (since),
  until date references regions.edition (since) check (until > since),
  level text not null check (level in ('province', 'city', 'district', 'subdistrict', 'community')),
  name text not null,
  name_en text not null,
  -- With all that it lies in, the widest first, as it was called when the row was written.
  whole text not null,
  -- The name in letters without tones or spaces, and the first letter of each syllable.
  letters text collate "C" not null,
  initials text collate "C" not null,
  -- Pairs of neighbouring characters of `whole` within one name, two UTF-16 units in one number.
  pairs integer[] not null,
  primary key (code, since)
);
create index listed_of_level on regions.listed (level, code);
create index listed_letters on regions.listed (letters);
create index listed_initials on regions.listed (initials);
-- Few names are wide and many are narrow: whoever types a common word means a wide one first.
create index listed_wide_pairs on regions.listed using gin (pairs) where level <> 'community';
create index listed_narrow_pairs on regions.listed using gin (pairs) where level = 'community';

grant select on regions.edition, regions.listed to gangmu_app;
