-- Where the completion of results is told ------------------------------------------------------------------------------

-- A secret is kept in clear: it is sent as it is with each event, and signs it. It is never logged, answered or quoted.
alter table project
  add column webhook_url    text,
  add column webhook_secret text;
alter table agent
  add column webhook_url    text,
  add column webhook_secret text;

-- An event that is owed: written in the transaction that completes the result.
create table webhook_delivery (
  id              bigint generated always as identity primary key,
  result_id       bigint not null references result,
  -- the request whose last evaluation completed the result
  request_id      bigint not null references bulk_request,
  state           text not null default 'pending' check (state in ('pending', 'delivered', 'failed')),
  attempts        integer not null default 0,
  -- why the last attempt failed, in the server's own words
  last_error      text,
  created_at      timestamptz not null default now(),
  last_attempt_at timestamptz,
  finished_at     timestamptz,
  unique (result_id, request_id)
);
create index webhook_delivery_pending on webhook_delivery (result_id, id) where state = 'pending';

-- Executions of deliveries, for a scheduler with threads of its own: one a result, the oldest delivery that is pending.
create table webhook_tasks (
  task_name            text not null,
  task_instance        text not null,
  task_data            bytea,
  execution_time       timestamptz not null,
  picked               boolean not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures integer,
  last_heartbeat       timestamptz,
  version              bigint not null,
  -- 0, and one less after each failed attempt: receivers that are away do not hold up those that are not
  priority             smallint not null default 0,
  primary key (task_name, task_instance)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
create index webhook_tasks_waiting on webhook_tasks (priority desc, execution_time) where not picked;
create index webhook_tasks_last_heartbeat on webhook_tasks (last_heartbeat);
