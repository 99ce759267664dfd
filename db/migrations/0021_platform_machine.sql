-- scope: county
-- The state engine's own books: what happened to every record that follows a machine, and the clocks that still run.
-- The state itself lies in the record's own table, with a version that rises by one with every row here.
create table machine_step (
  machine text not null,
  subject_id uuid not null,
  seq integer not null check (seq > 0),
  transition text not null,
  from_state text,
  to_state text not null,
  actor text not null,
  principal text,
  mandate_id uuid,
  channel text not null,
  reason text,
  facts jsonb not null default '{}',
  at timestamptz not null,
  primary key (machine, subject_id, seq),
  check ((from_state is null) = (seq = 1))
);
create index machine_step_recent on machine_step (at desc);

create table machine_clock (
  machine text not null,
  subject_id uuid not null,
  transition text not null,
  -- what is still to run, counted from counted_from: {"ms": …} or {"workingDays": …}
  amount jsonb not null,
  counted_from timestamptz not null,
  -- null while the clock is stopped
  due_at timestamptz,
  attempts integer not null default 0,
  primary key (machine, subject_id, transition)
);
create index machine_clock_due on machine_clock (due_at) where due_at is not null;
