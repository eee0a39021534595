-- Passkeys, accounts of an identity provider, and what somebody has begun at sign-in and not finished. All of it is
-- server-wide like accounts and sessions, and is kept in the identity room: no request of a district reads a key.

-- Whoever signs in by passkey alone has no password.
alter table identity.account alter column password_hash drop not null;

create table identity.passkey (
  id uuid primary key,
  account uuid not null references identity.account (id),
  -- As authenticators name it, in base64url.
  credential text not null check (credential ~ '^[A-Za-z0-9_-]+$' and length(credential) <= 1364),
  public_key bytea not null,
  -- How often the authenticator says that it signed; many always say 0.
  counter bigint not null check (counter >= 0),
  transports text[] not null,
  -- The host name it was made for; it works nowhere else.
  site text not null,
  name text not null check (length(name) between 1 and 60),
  -- Whether it is carried from device to device by its maker.
  synced boolean not null,
  added_at timestamptz not null,
  used_at timestamptz,
  -- Its counter went backwards: there may be a copy, and neither is let in any more.
  doubted_at timestamptz,
  constraint passkey_known unique (credential)
);
create index passkey_of_account on identity.passkey (account);

-- Who somebody is at the identity provider: issuer and subject, never an e-mail address or a name.
create table identity.link (
  issuer text not null,
  subject text not null check (length(subject) between 1 and 255),
  id uuid not null unique,
  account uuid not null references identity.account (id),
  linked_at timestamptz not null,
  used_at timestamptz,
  constraint link_taken primary key (issuer, subject),
  constraint link_once unique (account, issuer)
);

-- One use each, and only for whoever began it: the browser that holds a cookie, or a session. Kept are hashes of both.
create table identity.attempt (
  key bytea primary key check (length(key) = 32),
  purpose text not null check (purpose in ('sign_in', 'add', 'prove', 'provider', 'link')),
  holder bytea not null check (length(holder) = 32),
  nonce text,
  verifier text,
  back text,
  ends_at timestamptz not null,
  check ((purpose in ('provider', 'link')) = (num_nonnulls(nonce, verifier, back) = 3))
);
create index attempt_by_end on identity.attempt (ends_at);

-- How a session was opened, by which passkey, and when whoever sits at it last proved who he is.
alter table identity.session
  add column way text not null default 'password' check (way in ('password', 'passkey', 'provider')),
  add column passkey uuid,
  add column proved_at timestamptz;
alter table identity.session alter column way drop default;

grant select, insert, update, delete on identity.passkey, identity.link, identity.attempt to gangmu_identity;
-- An administrator sees that there are passkeys and a link, and nothing of them.
grant select (account) on identity.passkey, identity.link to gangmu_app;
