-- The way of one inspector from spot to spot leads over what he put right by himself too: his reports, the newest first.
create index report_of_post on cases.report (district, post, reported_at) where post is not null;
