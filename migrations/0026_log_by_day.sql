-- What a post did today is read from the log of today. Events lie in the order in which they were recorded, so it is
-- enough to know of each stretch of pages between which instants it was written: next to nothing to keep with each step.
create index event_by_day on base.event using brin (recorded_at) with (autosummarize = on);
