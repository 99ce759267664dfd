-- scope: county
-- An import is checked first (every row staged with its verdict) and applied in one transaction afterwards.
create table place_import (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('osm', 'places', 'areas', 'population')),
  state text not null default 'received' check (state in ('received', 'checking', 'checked', 'applying', 'applied', 'failed', 'cancelled')),
  file_name text not null,
  file_sha256 text not null references file (sha256),
  file_bytes bigint not null,
  datum text check (datum in ('wgs84', 'gcj02', 'bd09')),
  applies_itself boolean not null default false,
  understood jsonb not null default '{}',
  counts jsonb,
  problem jsonb,
  job_id uuid references job (id),
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index place_import_recent on place_import (created_at desc);

create table place_import_row (
  import_id uuid not null references place_import (id) on delete cascade,
  row integer not null,
  state text not null check (state in ('create', 'update', 'unchanged', 'error', 'conflict')),
  name text,
  column_name text,
  message text,
  remedy text,
  existing_id uuid,
  existing_metres double precision,
  decision text check (decision in ('keep', 'replace', 'create')),
  content jsonb,
  primary key (import_id, row)
);
create index place_import_row_state on place_import_row (import_id, state, row);
