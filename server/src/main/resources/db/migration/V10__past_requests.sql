-- Requests that are done may be removed -----------------------------------------------------------------------------------

-- The result was re-evaluated by a request that is no longer here: its state is the server's, as with a slice.
alter table result add column reevaluated boolean not null default false;
