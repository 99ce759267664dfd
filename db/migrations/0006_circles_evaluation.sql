-- scope: county
create table circle (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  is_pilot boolean not null default false,
  -- counts towards the county's fixed denominator
  is_urban boolean not null default false,
  profile text not null default 'adult' check (profile in ('adult', 'elder', 'child', 'wheelchair')),
  -- null: the profile's own
  speed_metres_per_second double precision check (speed_metres_per_second between 0.2 and 3),
  created_at timestamptz not null default now()
);

create table circle_area (
  circle_id uuid not null references circle (id) on delete cascade,
  area_id uuid not null references area (id),
  primary key (circle_id, area_id)
);
create index circle_area_area on circle_area (area_id);

-- what no map shows: floor area of the service centre, signs, staff, survey answers; each with its evidence and date
create table circle_fact (
  circle_id uuid not null references circle (id) on delete cascade,
  key text not null,
  value jsonb not null,
  evidence text,
  observed_on date not null,
  recorded_at timestamptz not null default now(),
  primary key (circle_id, key)
);

create table evaluation (
  id uuid primary key default gen_random_uuid(),
  circle_id uuid not null references circle (id),
  standard_id text not null,
  standard_version text not null,
  network_version text not null references network (version),
  category_version text not null references category_set (version),
  profile text not null,
  speed_metres_per_second double precision not null,
  -- where the circle's walks started: the report says which
  origin_kind text not null check (origin_kind in ('entrances', 'buildings', 'point')),
  -- a job that is delivered again finds what it has written already
  job_id uuid not null,
  -- the whole input, so that the result can be recomputed to the same bytes
  input_sha256 text not null references file (sha256),
  result jsonb not null,
  result_sha256 text not null,
  tier_id text,
  residents integer not null,
  residents_off_network integer not null,
  passed integer not null,
  failed integer not null,
  unknown integer not null,
  evaluated_at timestamptz not null default now(),
  unique (job_id, circle_id),
  foreign key (standard_id, standard_version) references standard (id, version)
);
create index evaluation_latest on evaluation (circle_id, standard_id, evaluated_at desc);

-- what the county has fixed, with the day it was fixed
create table county_target (
  id text primary key,
  title text not null,
  kind text not null check (kind in ('pilots', 'tier-share', 'satisfaction')),
  tier_id text,
  goal double precision not null,
  unit text not null,
  denominator integer not null check (denominator > 0),
  denominator_label text not null,
  fixed_on date not null,
  due_date date not null
);
