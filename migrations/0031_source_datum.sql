-- The datum that a file of parts was in before it was converted at the edge: whoever finds a place wrong by half a
-- kilometre sees what the file was taken for. Versions of parts name their import.
alter table parts.import add column datum text not null default 'wgs84'
  check (datum in ('wgs84', 'gcj02', 'bd09'));
