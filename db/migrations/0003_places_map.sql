-- scope: county
-- All coordinates are WGS84 degrees; `source_datum` remembers what the source spoke.

-- raised in the transaction of every change to places, buildings, areas or the network: readers know when to reload
create table place_revision (
  id boolean primary key default true check (id),
  revision bigint not null
);
insert into place_revision (revision) values (0);

create table category_set (
  version text primary key,
  sha256 text not null,
  categories jsonb not null,
  created_at timestamptz not null default now()
);

create table network (
  version text primary key check (version ~ '^[0-9a-f]{64}$'),
  file_sha256 text not null references file (sha256),
  nodes integer not null check (nodes > 0),
  edges integer not null check (edges > 0),
  kilometres double precision not null,
  bounds double precision[] not null check (array_length(bounds, 1) = 4),
  source text not null,
  attribution text not null,
  is_current boolean not null default false,
  created_at timestamptz not null default now()
);
create unique index network_current on network (is_current) where is_current;

create table area (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('county', 'town', 'community', 'declared', 'compound')),
  code text,
  name text not null,
  form text,
  is_urban boolean not null default false,
  parent_id uuid references area (id),
  boundary jsonb not null,
  entrances jsonb not null default '[]',
  west double precision not null,
  south double precision not null,
  east double precision not null,
  north double precision not null,
  source text not null,
  source_id text not null,
  content_sha256 text not null,
  residents_declared integer check (residents_declared >= 0),
  updated_at timestamptz not null default now(),
  -- no longer drawn, kept for what refers to it: a cell that real communities replaced keeps its history
  retired_at timestamptz,
  unique (source, source_id)
);
create index area_kind on area (kind, code);

create table building (
  id uuid primary key default gen_random_uuid(),
  source text not null,
  source_id text not null,
  name text,
  lon double precision not null check (lon between -180 and 180),
  lat double precision not null check (lat between -90 and 90),
  footprint jsonb not null,
  footprint_m2 double precision not null check (footprint_m2 >= 0),
  levels integer,
  entrances jsonb not null default '[]',
  compound_id uuid references area (id),
  community_id uuid references area (id),
  households integer check (households >= 0),
  under15 integer not null default 0 check (under15 >= 0),
  from15to59 integer not null default 0 check (from15to59 >= 0),
  over60 integer not null default 0 check (over60 >= 0),
  -- declared by the county, spread from a raster or a community total, estimated from floor area, or none
  residents_basis text not null check (residents_basis in ('declared', 'raster', 'community', 'floor-area', 'none')),
  content_sha256 text not null,
  unique (source, source_id)
);
create index building_community on building (community_id);

create table place (
  id uuid primary key default gen_random_uuid(),
  source text not null,
  source_id text not null,
  name text not null,
  name_pinyin text not null,
  name_initials text not null,
  category_ids text[] not null,
  lon double precision not null check (lon between -180 and 180),
  lat double precision not null check (lat between -90 and 90),
  address text,
  phone text,
  hours text,
  attributes jsonb not null default '{}',
  entrances jsonb not null default '[]',
  community_id uuid references area (id),
  source_datum text not null check (source_datum in ('wgs84', 'gcj02', 'bd09')),
  content_sha256 text not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  removed_at timestamptz,
  unique (source, source_id)
);
create index place_category on place using gin (category_ids);
create index place_box on place (lon, lat);

-- what a place was before each change: nothing is overwritten for good
create table place_history (
  place_id uuid not null references place (id),
  version integer not null,
  content jsonb not null,
  import_id uuid,
  replaced_at timestamptz not null default now(),
  primary key (place_id, version)
);

-- for the base map only
create table background_feature (
  id bigint generated always as identity primary key,
  source text not null,
  source_id text not null,
  kind text not null check (kind in ('water', 'green', 'rail', 'road', 'path', 'wall', 'landuse', 'pedestrian')),
  detail text not null,
  name text,
  is_area boolean not null,
  lines jsonb not null,
  unique (source, source_id, kind)
);
