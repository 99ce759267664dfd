-- scope: county
-- Who may act for whom: a relative, a guardian, or a clerk for half an hour.
create table mandate (
  id uuid primary key,
  basis text not null check (basis in ('family', 'guardian', 'staff')),
  -- who is acted for, and who acts; the side that was asked by its number is null until it confirms
  principal_id uuid references party (id),
  agent_id uuid references party (id),
  -- the relative who asked, or the clerk who looked at the paper or opened it
  proposed_by uuid not null references party (id),
  -- family: which side was asked, and at which number. Nothing here says whether the number is anybody's.
  invited_part text check (invited_part in ('principal', 'agent')),
  invited_sealed bytea,
  invited_blind bytea,
  scopes text[] not null check (scopes <@ array['enquire', 'apply', 'order', 'pay'] and cardinality(scopes) > 0),
  -- in fen; null: nothing may be spent
  per_deed_fen integer check (per_deed_fen > 0),
  per_month_fen integer check (per_month_fen >= per_deed_fen),
  -- from when it holds
  lasts_minutes integer not null check (lasts_minutes > 0),
  channel text not null check (channel in ('page', 'counter', 'hotline')),
  -- what people wrote: names, a clerk's reason, a guardian's paper; as JSON. Null once one of them has left.
  words_sealed bytea,
  state text not null check (state in ('proposed', 'active', 'declined', 'revoked', 'lapsed')),
  version integer not null check (version > 0),
  created_at timestamptz not null,
  active_at timestamptz,
  until timestamptz,
  ended_at timestamptz,
  -- null: the clock
  ended_by uuid references party (id),
  check (state <> 'active' or (principal_id is not null and agent_id is not null)),
  check (principal_id <> agent_id),
  check ((basis = 'family') = (invited_part is not null)),
  check ((invited_sealed is null) = (invited_blind is null)),
  check ((per_deed_fen is null) = (per_month_fen is null)),
  check ((per_deed_fen is not null) = (basis <> 'staff' and scopes && array['order', 'pay']))
);
create unique index mandate_asked on mandate (proposed_by, invited_blind, invited_part) where state in ('proposed', 'active');
create unique index mandate_pair on mandate (principal_id, agent_id, basis) where state = 'active' and basis <> 'staff';
-- A clerk helps one person at a time.
create unique index mandate_helping on mandate (agent_id) where state = 'active' and basis = 'staff';
create index mandate_of_principal on mandate (principal_id, id desc);
create index mandate_of_agent on mandate (agent_id, id desc);
create index mandate_of_number on mandate (invited_blind, id desc);

-- Money that was spent under a mandate, counted by calendar month.
create table mandate_use (
  id bigint generated always as identity primary key,
  mandate_id uuid not null references mandate (id),
  scope text not null,
  fen integer not null check (fen > 0),
  at timestamptz not null
);
create index mandate_use_of_mandate on mandate_use (mandate_id, at);
