-- scope: county
-- What every domain stands on: files by hash, jobs people can watch, and news for other domains.
create table file (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint not null check (bytes >= 0),
  media_type text not null,
  created_at timestamptz not null default now()
);

create table job (
  id uuid primary key default gen_random_uuid(),
  kind text not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  progress double precision not null default 0 check (progress between 0 and 1),
  stage text not null default '',
  input jsonb not null,
  result jsonb,
  problem jsonb,
  cancel_requested boolean not null default false,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  check ((state in ('succeeded', 'failed', 'cancelled')) = (finished_at is not null))
);
create index job_recent on job (created_at desc);

create table outbox (
  id bigint generated always as identity primary key,
  topic text not null,
  payload jsonb not null,
  created_at timestamptz not null default now()
);

-- one row per consumer and event: an event takes effect once however often it is delivered
create table outbox_delivery (
  consumer text not null,
  event_id bigint not null references outbox (id) on delete cascade,
  delivered_at timestamptz not null default now(),
  primary key (consumer, event_id)
);
