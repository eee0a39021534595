-- What people are told beside their desks: notices to a post, read in the program, and letters of them by e-mail to
-- those who left an address. An address is personal: it can be taken back, and no event and no log names it.

create schema notifications;
grant usage on schema notifications to gangmu_app;

-- `said` is what the sentence needs to be read by itself: numbers, codes and names of kinds, never free text.
create table notifications.notice (
  district text not null,
  id uuid not null,
  post uuid not null,
  what text not null check (what ~ '^[a-z]+\.[a-z_]+$'),
  subject uuid not null,
  event uuid not null,
  said jsonb not null,
  told_at timestamptz not null,
  read_at timestamptz,
  primary key (district, id),
  foreign key (district, post) references identity.post (district, id)
);
-- A reaction may run twice: nobody is told twice of the same event.
create unique index notice_once on notifications.notice (district, event, post, what);
create index notice_newest on notifications.notice (district, post, id);
create index notice_unread on notifications.notice (district, post) where read_at is null;
call base.keep_by_district('notifications.notice', 'select, insert, update, delete');

-- Where somebody reads his mail; used from the moment he repeats the code that was sent there.
create table notifications.mailbox (
  district text not null,
  account uuid not null references identity.account (id),
  address text not null check (length(address) between 3 and 254 and address ~ '^[^@\s]+@[^@\s]+$'),
  language text not null check (language in ('zh', 'en')),
  wants text[] not null,
  confirmed_at timestamptz,
  code_hash bytea,
  code_until timestamptz,
  wrong_codes integer not null default 0,
  -- Codes sent since then; so that nobody fills a stranger's mailbox with them.
  codes_since timestamptz not null,
  codes_sent integer not null,
  primary key (district, account)
);
call base.keep_by_district('notifications.mailbox', 'select, insert, update, delete');

-- `code` is what a letter without a notice is about; it is erased with the address once the letter is settled.
create table notifications.letter (
  district text not null,
  id uuid not null,
  account uuid not null references identity.account (id),
  notice uuid,
  code text check (code ~ '^\d{6}$'),
  address text,
  language text not null check (language in ('zh', 'en')),
  made_at timestamptz not null,
  state text not null check (state in ('waiting', 'sent', 'failed')),
  due_at timestamptz not null,
  tries integer not null default 0,
  settled_at timestamptz,
  -- The answer of the mail server that took it, and why the last try failed.
  receipt text,
  trouble text,
  primary key (district, id),
  check ((notice is null) <> (code is null) or state <> 'waiting'),
  check (address is not null or state <> 'waiting'),
  check ((settled_at is null) = (state = 'waiting'))
);
create index letter_due on notifications.letter (district, due_at) where state = 'waiting';
create index letter_of_account on notifications.letter (district, account, id);
create unique index letter_of_notice on notifications.letter (district, notice) where notice is not null;
call base.keep_by_district('notifications.letter', 'select, insert, update, delete');
