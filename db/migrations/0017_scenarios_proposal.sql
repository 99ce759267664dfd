-- scope: county
-- A scenario turned into a proposal: what it costs, who pays, who does it by when. Its states are the machine's (docs/machines.md).
create table proposal (
  id uuid primary key default gen_random_uuid(),
  scenario_id uuid not null unique references scenario (id),
  state text not null check (state in ('draft', 'proposed', 'accepted', 'declined', 'withdrawn')),
  version integer not null default 1 check (version > 0),
  content jsonb not null,
  total_fen bigint not null check (total_fen >= 0),
  scenario_version integer,
  created_at timestamptz not null default now(),
  foreign key (scenario_id, scenario_version) references scenario_version (scenario_id, version)
);
