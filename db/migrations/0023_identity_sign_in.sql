-- scope: county
-- One-time codes. No row holds a code: it follows from the nonce and a key that is not in this database.
create table sign_in_code (
  id uuid primary key,
  phone_blind bytea not null,
  nonce bytea not null check (length(nonce) = 32),
  guesses integer not null default 0 check (guesses between 0 and 5),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index sign_in_code_newest on sign_in_code (phone_blind, created_at desc, id desc);

-- What was allowed lately, by a keyed hash of the number or the address: the moments (milliseconds since 1970) inside the
-- longest window. A row, and not a counter in memory: a restart or another process forgets nothing.
create table sign_in_quota (
  key bytea primary key,
  stamps double precision[] not null,
  last_at timestamptz not null
);
create index sign_in_quota_last on sign_in_quota (last_at);

-- Texts that may cost money, counted by the minute.
create table text_budget (
  minute timestamptz primary key,
  texts integer not null check (texts > 0)
);

-- What leaves by SMS. A row is claimed (sending) before the provider hears of it and never claimed again.
create table text_message (
  id uuid primary key,
  code_id uuid not null unique references sign_in_code (id) on delete cascade,
  to_sealed bytea not null,
  to_blind bytea not null,
  state text not null check (state in ('queued', 'sending', 'sent', 'failed', 'rehearsed', 'withheld', 'stale')),
  provider text,
  provider_id text,
  failure text,
  created_at timestamptz not null,
  claimed_at timestamptz,
  done_at timestamptz
);
create index text_message_queued on text_message (created_at, id) where state = 'queued';
create index text_message_recent on text_message (created_at desc, id desc);
