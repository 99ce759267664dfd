-- scope: installation
-- The register of counties. Each has a schema of its own, `c` and its code; nothing else joins two counties.
create table public.county (
  code text primary key check (code ~ '^[a-z0-9_]{1,24}$'),
  name text not null check (name <> ''),
  is_example boolean not null default false,
  created_at timestamptz not null default now()
);
