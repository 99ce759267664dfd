-- scope: county
-- The reply that a request with an Idempotency-Key was given, written in the transaction of what the request did: asked
-- again with the same key, the same is answered and nothing is done.
create table repeated_request (
  -- whose key it is: two people may choose the same
  actor text not null,
  key text not null check (length(key) between 1 and 200),
  -- SHA-256 of method, address and content
  fingerprint bytea not null check (length(fingerprint) = 32),
  status integer not null check (status between 200 and 399),
  headers jsonb not null,
  body text not null,
  created_at timestamptz not null default now(),
  primary key (actor, key)
);
create index repeated_request_age on repeated_request (created_at);
