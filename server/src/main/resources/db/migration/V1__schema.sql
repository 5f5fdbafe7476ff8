-- Tenancy ------------------------------------------------------------------------------------------------------------

create table organization (
  id              bigint primary key,
  name            text not null,
  -- what workspace documents have granted so far; the ledger holds each change of it
  granted         numeric(18, 6) not null default 0,
  -- always the sum of the organization's ledger entries
  balance         numeric(18, 6) not null default 0 check (balance >= 0),
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now()
);

create table project (
  id              bigint primary key,
  organization_id bigint not null references organization,
  name            text not null
);
create index project_organization on project (organization_id);

create table api_key (
  -- SHA-256 of the key: keys are long and random, and the key itself is kept nowhere
  hash            bytea primary key,
  organization_id bigint not null references organization,
  -- a key without a project covers the whole organization
  project_id      bigint references project,
  read_only       boolean not null default false,
  revoked_at      timestamptz
);

-- What is tested, and by what it is scored -----------------------------------------------------------------------------

create table agent (
  id              bigint primary key,
  project_id      bigint not null references project,
  name            text not null,
  description     text
);
create index agent_project on agent (project_id);

create table metric (
  id                 bigint primary key,
  project_id         bigint not null references project,
  name               text not null,
  kind               text not null check (kind in ('predefined', 'llm_judge', 'custom_code')),
  eval_type          text not null check (eval_type in ('binary', 'continuous_qualitative', 'numeric', 'enum')),
  function_name      text check ((function_name is not null) = (kind = 'predefined')),
  configuration      jsonb not null default '{}',
  prompt             text,
  custom_code        text,
  enum_values        jsonb,
  -- credits for one evaluation
  cost               numeric(10, 6) not null check (cost >= 0),
  simulation_enabled boolean not null default true
);
create index metric_project on metric (project_id);

-- A metric is in an agent's scope when it stands here, belongs to the agent's project, and takes part in simulations.
create table metric_agent (
  metric_id       bigint not null references metric,
  agent_id        bigint not null references agent,
  primary key (metric_id, agent_id)
);
create index metric_agent_agent on metric_agent (agent_id);

create table result (
  id                   bigint primary key,
  agent_id             bigint not null references agent,
  name                 text not null,
  status               text not null,
  -- aggregates over the runs that are not deleted, written when the last evaluation ends
  total_runs_count     integer not null default 0,
  completed_runs_count integer not null default 0,
  success_runs_count   integer not null default 0,
  failed_runs_count    integer not null default 0,
  success_rate         numeric(5, 2) not null default 0,
  created_at           timestamptz not null default now(),
  updated_at           timestamptz not null default now()
);
create index result_agent on result (agent_id);

create table run (
  id                bigint primary key,
  result_id         bigint not null references result,
  status            text not null,
  deleted           boolean not null default false,
  success           boolean not null default false,
  transcript_object jsonb not null default '[]',
  recording_data    jsonb,
  metadata          jsonb,
  -- seconds
  duration          numeric,
  call_end_reason   text,
  executed_at       timestamptz
);
create index run_result on run (result_id);
-- the runs that a bulk request evaluates, found without touching the (wide) table
create index run_eligible on run (result_id, id) where status in ('completed', 'failed') and not deleted;

create table score (
  run_id          bigint not null references run,
  metric_id       bigint not null references metric,
  -- null: not applicable, or failed
  score           numeric,
  -- of a binary metric that has a score
  passed          boolean,
  -- the evaluation ended in error: the explanation says why, and its cost was refunded
  failed          boolean not null default false,
  explanation     text not null,
  extra           jsonb not null default '{}',
  evaluated_at    timestamptz not null default now(),
  primary key (run_id, metric_id)
);

-- Work -----------------------------------------------------------------------------------------------------------------

-- One accepted bulk request that had something to evaluate.
create table bulk_request (
  id              bigint generated always as identity primary key,
  organization_id bigint not null references organization,
  -- wider than any balance: a batch that nobody can pay is written down before the balance refuses it
  evaluations     bigint not null,
  cost            numeric(30, 6) not null,
  accepted_at     timestamptz not null default now()
);

-- What is owed: each run of the list, by each metric of the list. Written once at acceptance, but for the three columns
-- that follow its way.
create table slice (
  id              bigint generated always as identity primary key,
  request_id      bigint not null references bulk_request,
  result_id       bigint not null references result,
  run_ids         bigint[] not null,
  metric_ids      bigint[] not null,
  -- credits for one evaluation by each metric, as charged: what a refund gives back
  metric_costs    numeric(10, 6)[] not null,
  -- runs whose scores are written, from the start of the list
  done            integer not null default 0,
  -- counts the workers that have taken the slice: one that finds another number here has lost it
  claim           integer not null default 0,
  finished_at     timestamptz
);
create index slice_open on slice (result_id) where finished_at is null;
create index slice_request on slice (request_id);

-- Credits ----------------------------------------------------------------------------------------------------------------

-- Append only. A balance is the sum of its entries.
create table ledger_entry (
  id              bigint generated always as identity primary key,
  organization_id bigint not null references organization,
  kind            text not null check (kind in ('grant', 'charge', 'refund')),
  -- credits, negative for a charge
  amount          numeric(18, 6) not null check (amount <> 0),
  request_id      bigint references bulk_request,
  run_id          bigint references run,
  created_at      timestamptz not null default now()
);
create index ledger_entry_organization on ledger_entry (organization_id);

-- db-scheduler -----------------------------------------------------------------------------------------------------------

create table scheduled_tasks (
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
  priority             smallint,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat);
