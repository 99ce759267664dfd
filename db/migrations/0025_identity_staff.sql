-- scope: county
-- How staff come in and prove who they are.
create table invitation (
  id uuid primary key,
  token_hash bytea not null unique check (length(token_hash) = 32),
  name text not null check (name <> ''),
  phone_sealed bytea not null,
  phone_blind bytea not null,
  role text not null check (role in ('centre-staff', 'hotline', 'town', 'department', 'commerce-bureau', 'regulator', 'administrator')),
  scope text not null check (scope in ('county', 'town', 'organisation')),
  scope_area text,
  scope_party uuid references party (id),
  -- null: the operator on the command line
  invited_by uuid references party (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid references party (id),
  withdrawn_at timestamptz,
  check ((accepted_at is null) = (accepted_by is null)),
  check (accepted_at is null or withdrawn_at is null),
  check ((scope = 'town') = (scope_area is not null)),
  check ((scope = 'organisation') = (scope_party is not null))
);
create index invitation_recent on invitation (created_at desc, id desc);

create table second_factor (
  id uuid primary key,
  party_id uuid not null references party (id),
  kind text not null check (kind in ('totp', 'passkey')),
  label text not null check (label <> ''),
  -- totp: the secret, sealed, and the last time step that was used: a code is good once
  secret_sealed bytea,
  last_step bigint,
  -- passkey: W3C WebAuthn credential id, public key (COSE), signature counter, transports
  credential_id bytea,
  public_key bytea,
  sign_count bigint,
  transports text[],
  created_at timestamptz not null,
  -- null: started and not confirmed
  confirmed_at timestamptz,
  last_used_at timestamptz,
  removed_at timestamptz,
  check ((kind = 'totp') = (secret_sealed is not null)),
  check ((kind = 'passkey') = (credential_id is not null and public_key is not null and sign_count is not null))
);
create unique index second_factor_credential on second_factor (credential_id) where removed_at is null;
create index second_factor_of_party on second_factor (party_id) where removed_at is null;

create table passkey_challenge (
  id uuid primary key,
  session_id uuid not null references session (id),
  purpose text not null check (purpose in ('enrol', 'sign-in')),
  challenge text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index passkey_challenge_of_session on passkey_challenge (session_id, purpose, created_at desc);

create table recovery_code (
  party_id uuid not null references party (id),
  code_hash bytea not null,
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (party_id, code_hash)
);

-- Wrong second factors in a row; from the fifth on there is a wait that doubles.
create table factor_guard (
  party_id uuid primary key references party (id),
  failures integer not null check (failures >= 0),
  locked_until timestamptz
);
