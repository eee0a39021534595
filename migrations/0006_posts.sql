-- All posts of the field. Whoever oversees without taking a step stands on an axis of his own, so that no
-- account can oversee what it does itself.

alter table identity.role drop constraint role_axis_check;
alter table identity.role add constraint role_axis_check
  check (axis in ('supervision', 'command', 'handling', 'oversight', 'system'));

insert into identity.role (code, axis) values
  ('evaluator', 'supervision'),
  ('command_leader', 'command'),
  ('handler', 'handling'),
  ('contractor', 'handling'),
  ('observer', 'oversight'),
  ('auditor', 'oversight');
