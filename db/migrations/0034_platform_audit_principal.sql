-- scope: county
-- A person reads what others did for them.
create index audit_entry_principal on audit_entry (principal, id desc) where principal is not null;
