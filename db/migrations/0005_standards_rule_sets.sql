-- scope: county
-- A rule set is immutable once an evaluation has used it; a change is a new version.
create table standard (
  id text not null,
  version text not null,
  title text not null,
  is_official boolean not null,
  sha256 text not null,
  source_yaml text not null,
  created_at timestamptz not null default now(),
  first_used_at timestamptz,
  primary key (id, version)
);
