-- What makes a step cheaper. A check on a table is read and compiled anew by each statement that writes it, whichever
-- columns it writes: for the lists of words on a case that was a tenth of a step. A domain is compiled once a
-- connection and asked only where a column is written.

create domain cases.state as text constraint state_known check (value in (
  'reported', 'accepted', 'filed', 'split', 'dispatched', 'handling', 'suspended', 'handled', 'checking', 'checked',
  'closed', 'void', 'joined'
));
create domain cases.stage as text constraint stage_known check (value in (
  'accept', 'verify', 'answer', 'file', 'dispatch', 'handle', 'feedback', 'check', 'close'
));
create domain cases.source as text constraint source_known check (value in ('portal', 'inspector', 'hotline'));
create domain cases.precision as text constraint precision_known check (value in ('device', 'map', 'region'));
create domain cases.outcome as text constraint outcome_known check (value in ('fixed', 'gone', 'cannot', 'forced'));
create domain cases.area as text constraint area_known check (value in ('A', 'B', 'C'));
create domain cases.reopen as text constraint reopen_known check (value in ('reporter', 'recheck'));

alter table cases."case"
  drop constraint case_state_check,
  drop constraint case_stage_check,
  drop constraint case_source_check,
  drop constraint case_place_precision_check,
  drop constraint case_outcome_check,
  drop constraint case_area_check,
  drop constraint case_reopen_check;
alter table cases."case"
  alter column state type cases.state,
  alter column stage type cases.stage,
  alter column source type cases.source,
  alter column place_precision type cases.precision,
  alter column outcome type cases.outcome,
  alter column area type cases.area,
  alter column reopen type cases.reopen;
