-- scope: county
-- A network that people changed is a network of its own: evaluations go on naming the version they used.
alter table network
  -- the imported network under the edits; null: this is one
  add column base_version text references network (version),
  -- standing edits that do not fit this network and wait for a decision
  add column left_out text[] not null default '{}';

-- Append-only: what is undone stays, and so does the undoing. Edits are laid on in the order of their numbers.
create table network_edit (
  id uuid primary key default gen_random_uuid(),
  number integer not null unique check (number > 0),
  kind text not null check (kind in ('add-path', 'add-crossing', 'add-gate', 'close-path', 'undo')),
  -- as the engine takes it; empty for an undo
  content jsonb not null,
  undoes uuid references network_edit (id),
  changed_via text not null default 'desk' check (changed_via in ('import', 'desk')),
  changed_by text check (length(changed_by) between 1 and 40),
  why text,
  -- the network it was drawn on, and the one it made
  seen_version text not null references network (version),
  made_version text not null references network (version),
  made_at timestamptz not null default now(),
  check ((kind = 'undo') = (undoes is not null))
);
