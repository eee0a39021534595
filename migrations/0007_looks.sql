-- The look of a picture (src/base/looks.ts): sixty-four bits by which it is known again after it was re-encoded
-- or made smaller. Four columns, because looks at most seven bits apart share one of the four but for one bit:
-- that is what the indexes find. A picture in one colour has none, nor has one sent before this.

alter table base.file
  add column look_1 integer check (look_1 between 0 and 65535),
  add column look_2 integer check (look_2 between 0 and 65535),
  add column look_3 integer check (look_3 between 0 and 65535),
  add column look_4 integer check (look_4 between 0 and 65535),
  add constraint file_look_whole check (num_nulls(look_1, look_2, look_3, look_4) in (0, 4));

create index file_look_1 on base.file (district, look_1) where attached_at is not null;
create index file_look_2 on base.file (district, look_2) where attached_at is not null;
create index file_look_3 on base.file (district, look_3) where attached_at is not null;
create index file_look_4 on base.file (district, look_4) where attached_at is not null;
