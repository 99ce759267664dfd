-- scope: county
-- A report made as a file. Its job says how far it is; the file is there when the job has succeeded, until it expires.
create table report (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('circle', 'county', 'map')),
  subject_id uuid,
  format text not null check (format in ('pdf', 'docx', 'xlsx', 'geojson')),
  standard_id text not null,
  title text not null,
  file_name text not null,
  actor text check (char_length(actor) <= 40),
  job_id uuid not null references job (id),
  revision bigint,
  file_sha256 text references file (sha256),
  file_bytes bigint,
  -- to the millisecond, as the cursor of the list carries it
  created_at timestamptz not null default date_trunc('milliseconds', now()),
  expires_at timestamptz not null,
  -- bytes that are to be removed: set in the transaction that lets go of the file, cleared when they are gone
  dropped_sha256 text,
  check ((file_sha256 is null) = (file_bytes is null))
);
create index report_recent on report (created_at desc, id desc);
create index report_expiring on report (expires_at) where file_sha256 is not null;
create index report_job on report (job_id);
