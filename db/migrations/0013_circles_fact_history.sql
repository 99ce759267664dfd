-- scope: county
-- What people record is never overwritten without trace: a row says what holds now, its history holds every version.

-- raised by every redrawing: two planners who redraw one circle do not overwrite each other
alter table circle add column version integer not null default 1;

-- null: taken back, nobody knows
alter table circle_fact alter column value drop not null;
alter table circle_fact
  add column version integer not null default 1,
  add column recorded_by text,
  add column channel text not null default 'program' check (channel in ('screen', 'phone', 'sheet', 'program'));

create table circle_fact_history (
  circle_id uuid not null references circle (id) on delete cascade,
  key text not null,
  version integer not null,
  value jsonb,
  evidence text,
  observed_on date not null,
  recorded_by text,
  channel text not null check (channel in ('screen', 'phone', 'sheet', 'program')),
  recorded_at timestamptz not null,
  primary key (circle_id, key, version)
);
insert into circle_fact_history (circle_id, key, version, value, evidence, observed_on, channel, recorded_at)
  select circle_id, key, version, value, evidence, observed_on, channel, recorded_at from circle_fact;

alter table county_target
  add column version integer not null default 1,
  add column recorded_by text;

-- what was promised before
create table county_target_history (
  target_id text not null,
  version integer not null,
  title text not null,
  kind text not null,
  tier_id text,
  goal double precision not null,
  unit text not null,
  denominator integer not null,
  denominator_label text not null,
  fixed_on date not null,
  due_date date not null,
  recorded_by text,
  recorded_at timestamptz not null default now(),
  primary key (target_id, version)
);
insert into county_target_history
  (target_id, version, title, kind, tier_id, goal, unit, denominator, denominator_label, fixed_on, due_date)
  select id, version, title, kind, tier_id, goal, unit, denominator, denominator_label, fixed_on, due_date from county_target;

-- a sheet of circles by questions: checked cell by cell first, applied in one transaction afterwards
create table fact_import (
  id uuid primary key default gen_random_uuid(),
  state text not null default 'received' check (state in ('received', 'checking', 'checked', 'applied', 'failed', 'cancelled')),
  standard_id text not null,
  file_name text not null,
  file_sha256 text not null references file (sha256),
  file_bytes bigint not null,
  recorded_by text,
  understood jsonb not null default '{}',
  counts jsonb,
  problem jsonb,
  job_id uuid references job (id),
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index fact_import_recent on fact_import (created_at desc);

create table fact_import_cell (
  import_id uuid not null references fact_import (id) on delete cascade,
  row integer not null,
  column_number integer not null,
  column_name text,
  circle_id uuid references circle (id) on delete cascade,
  circle_name text,
  key text,
  state text not null check (state in ('create', 'update', 'unchanged', 'error', 'conflict')),
  value jsonb,
  evidence text,
  observed_on date,
  recorded_by text,
  -- the version that the verdict was formed on; 0 when nothing was recorded
  based_on integer not null default 0,
  before_words text,
  value_words text,
  message text,
  remedy text,
  primary key (import_id, row, column_number)
);
create index fact_import_cell_state on fact_import_cell (import_id, state, row, column_number);
