-- scope: county
-- A session is a random token that only the browser holds; here lies its hash.
create table session (
  id uuid primary key,
  token_hash bytea not null unique check (length(token_hash) = 32),
  party_id uuid not null references party (id),
  -- the second factor that was shown, if one was
  factor text check (factor in ('totp', 'passkey', 'recovery')),
  device text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  idle_seconds integer not null check (idle_seconds > 0),
  ends_at timestamptz not null,
  -- until when a first second factor may be set up in it: an accepted invitation opens this for a while
  may_enrol_until timestamptz,
  ended_at timestamptz,
  ended_why text check (ended_why in ('signed-out', 'ended-by-owner', 'ended-by-administrator', 'factor-changed', 'replaced')),
  check ((ended_at is null) = (ended_why is null))
);
create index session_of_party on session (party_id, created_at desc) where ended_at is null;
