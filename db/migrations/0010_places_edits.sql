-- scope: county
-- Who made the version of a place that stands: an import, or somebody at the desk.
alter table place
  add column changed_via text not null default 'import' check (changed_via in ('import', 'desk')),
  -- name or post as it was given; there are no accounts yet
  add column changed_by text check (length(changed_by) between 1 and 40),
  -- the content as the desk left it, hashed as an import's record is; null where the source's own word stands
  add column desk_sha256 text;
create index place_changed_at_desk on place (updated_at desc) where changed_via = 'desk';

-- A conflict need not be a row of the file: what the desk changed may be missing from it, or drawn in it already.
alter table place_import_row
  add column about text not null default 'row' check (about in ('row', 'gone-place', 'network-edit'));
alter table place_import_row drop constraint place_import_row_decision_check;
alter table place_import_row
  add constraint place_import_row_decision_check check (decision in ('keep', 'replace', 'create', 'drop'));
