-- scope: county
-- A lake of two basins is one relation with two polygons; each is a feature of its own, numbered in the order of the map.
alter table background_feature
  add column part integer not null default 0 check (part >= 0),
  drop constraint background_feature_source_source_id_kind_key,
  add unique (source, source_id, kind, part);
alter table background_feature alter column part drop default;
