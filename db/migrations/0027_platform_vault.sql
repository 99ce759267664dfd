-- scope: county
-- Data keys, wrapped by a master key that never lies in the database. Each family of purposes has its own line of keys.
create table vault_key (
  id integer generated always as identity primary key,
  family text not null check (family in ('personal', 'health', 'secret', 'index', 'anchor')),
  wrapped bytea not null check (octet_length(wrapped) = 60),
  -- which master key wraps it: a fingerprint that tells nothing of the key
  master_id text not null check (master_id ~ '^[0-9a-f]{16}$'),
  made_at timestamptz not null default now(),
  -- a while after it was made, so that every process knows a key before a value needs it
  usable_at timestamptz not null
);
create index vault_key_family on vault_key (family, id);
