-- scope: county
-- Who did what to whom, appended in the transaction of the deed. Writers never wait for each other: an entry is queued, and
-- a link is chained to it right after the commit. Nothing here is ever updated.
create table audit_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  actor text not null check (actor <> ''),
  -- for whom, where that is somebody else, and what lets them
  principal text,
  mandate_id uuid,
  channel text not null check (channel <> ''),
  -- <what>.<verb>
  action text not null check (action ~ '^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$'),
  subject_kind text not null check (subject_kind <> ''),
  subject_id text not null,
  purpose text,
  details jsonb not null default '{}'
);
create index audit_entry_at on audit_entry (at desc, id desc);
create index audit_entry_actor on audit_entry (actor, id desc);
create index audit_entry_subject on audit_entry (subject_id, id desc);
create index audit_entry_action on audit_entry (action, id desc);

create table audit_queue (
  entry_id bigint primary key
);

create table audit_link (
  seq bigint primary key check (seq > 0),
  -- no foreign key: a link outlives an entry that was taken out, and says so
  entry_id bigint not null unique,
  -- of the entry, as it was when it was linked
  content_mac bytea not null check (octet_length(content_mac) = 32),
  -- over the link before, this seq and this content
  chain_mac bytea not null check (octet_length(chain_mac) = 32),
  linked_at timestamptz not null default clock_timestamp()
);
