-- scope: county
-- What people agreed to and took back, by purpose and by the version of the words they read. Nothing here is updated: the
-- newest row of a person and purpose is what holds.
create table consent (
  id bigint generated always as identity primary key,
  party_id uuid not null references party (id),
  purpose text not null,
  version integer not null check (version > 0),
  decision text not null check (decision in ('given', 'withdrawn')),
  channel text not null,
  at timestamptz not null
);
create index consent_of_party on consent (party_id, purpose, id desc);
