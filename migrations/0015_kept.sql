-- What is kept of a case: that it was late, whatever calendar is published later, and how to find the clocks that
-- were counted by another calendar without looking at those that were not.

-- A stage that was late when it began to rest is late since then. The event that made it rest says when it was due.
update cases."case" as held
set rest = held.rest || jsonb_build_object('passed', jsonb_build_object('soon', null, 'late', rested.due))
from (
  select distinct on (event.district, event.subject) event.district, event.subject,
    event.detail->'clock'->'due' as due, event.detail->'clock'->'late' as late
  from base.event
  where event.happened in ('cases.finished', 'cases.verify_asked', 'cases.reporter_asked')
  order by event.district, event.subject, event.seq desc
) as rested
where held.rest is not null and rested.district = held.district and rested.subject = held.id
  and rested.late = 'true' and jsonb_typeof(rested.due) = 'number';

-- Each version of a calendar leads to the clocks that it counted and that are not over yet.
create index case_counted on cases."case" (district, calendar, late_at) where tell_at is not null;
