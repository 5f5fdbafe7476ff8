-- Runs of a slice end in any order, so that a slow one does not hold up the others ---------------------------------------

alter table slice
  -- runs whose scores are not yet written
  add column open_run_ids bigint[],
  -- which workers take it: those of metrics that are computed at once, or of metrics whose answer is awaited
  add column lane text not null default 'computed' check (lane in ('computed', 'awaited')),
  -- the slice whose scores this one's Python metrics read: it is not started before that one has ended
  add column follows bigint references slice,
  -- evaluations in a row that came to nothing for a reason that passes, such as an endpoint that is away
  add column waits integer not null default 0,
  -- that reason, while the slice waits for another try
  add column waiting_for text;
update slice set open_run_ids = run_ids[done + 1 :];
alter table slice
  alter column open_run_ids set not null,
  drop column done;
create index slice_follows on slice (follows) where finished_at is null and follows is not null;

-- The queue is served in the order of start tags, which share it between organizations (see work.FairPolling) -------------

drop index scheduled_tasks_execution_time;
alter table scheduled_tasks
  add column organization_id bigint,
  add column start_tag bigint not null default 0,
  add column end_tag bigint not null default 0,
  -- Rows come and go by the thousand: their remains are cleared away early, or each poll would step over them.
  set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
create index scheduled_tasks_waiting on scheduled_tasks (start_tag, task_instance) where not picked;
create index scheduled_tasks_picked on scheduled_tasks (start_tag) where picked;
create index scheduled_tasks_organization on scheduled_tasks (organization_id, end_tag);

-- The same for slices whose answers are awaited: they have workers of their own.
create table awaited_tasks (like scheduled_tasks including all);

-- A new score mostly overwrites an old one: room on the page keeps that from touching the index.
alter table score set (fillfactor = 85);
