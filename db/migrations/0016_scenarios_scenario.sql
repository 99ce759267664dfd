-- scope: county
-- Named lists of changes that nobody has made. Removal is soft, every version stays.
create table scenario (
  id uuid primary key default gen_random_uuid(),
  name text not null check (name <> ''),
  note text not null,
  profile text not null check (profile in ('adult', 'elder', 'child', 'wheelchair')),
  within_minutes integer not null check (within_minutes between 1 and 30),
  changes jsonb not null,
  network_version text not null references network (version),
  version integer not null default 1 check (version > 0),
  created_by text,
  changed_by text,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  removed_at timestamptz
);
create index scenario_recent on scenario (changed_at desc, id) where removed_at is null;

create table scenario_version (
  scenario_id uuid not null references scenario (id),
  version integer not null,
  content jsonb not null,
  changed_by text,
  changed_at timestamptz not null,
  primary key (scenario_id, version)
);
