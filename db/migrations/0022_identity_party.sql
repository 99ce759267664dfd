-- scope: county
-- Who there is and what they may be. A phone lies sealed; phone_blind is a keyed index of its one spelling.
create table party (
  id uuid primary key,
  kind text not null check (kind in ('person', 'household', 'organisation', 'department', 'committee')),
  name text check (name <> ''),
  phone_sealed bytea,
  phone_blind bytea unique,
  created_at timestamptz not null,
  check ((phone_sealed is null) = (phone_blind is null)),
  check (phone_blind is null or kind = 'person'),
  check (kind = 'person' or name is not null)
);
create index party_by_kind on party (kind, name, id);

create table membership (
  id uuid primary key,
  party_id uuid not null references party (id),
  role text not null check (role in ('resident', 'worker', 'shop-owner', 'shop-staff', 'centre-staff', 'hotline', 'town',
    'department', 'commerce-bureau', 'regulator', 'administrator')),
  scope text not null check (scope in ('county', 'town', 'organisation')),
  -- a town's area code
  scope_area text,
  scope_party uuid references party (id),
  since timestamptz not null,
  -- null: the operator on the command line, or the person by signing in
  granted_by uuid references party (id),
  ended_at timestamptz,
  ended_by uuid references party (id),
  check ((scope = 'town') = (scope_area is not null)),
  check ((scope = 'organisation') = (scope_party is not null)),
  check (ended_at is null or ended_at >= since)
);
create unique index membership_standing
  on membership (party_id, role, scope, coalesce(scope_area, ''), coalesce(scope_party::text, '')) where ended_at is null;
create index membership_by_role on membership (role, party_id) where ended_at is null;
