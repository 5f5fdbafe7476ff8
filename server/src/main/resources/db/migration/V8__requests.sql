-- What became of a bulk request ------------------------------------------------------------------------------------------

alter table bulk_request
  -- the project of all its results and metrics: a metric is in scope of agents of its own project alone
  add column project_id   bigint references project,
  -- what was selected, as it was sent, each once; nothing by a server of an earlier version that serves beside this one
  add column result_ids   bigint[] not null default '{}',
  add column metric_ids   bigint[] not null default '{}',
  -- pairs that earlier requests owed when it was accepted: they are evaluated and charged there
  add column already_owed bigint not null default 0,
  -- pairs that were no longer owed when it was cancelled
  add column cancelled    bigint not null default 0,
  add column cancelled_at timestamptz,
  -- what it changed, by metric, once it has ended and somebody has asked
  add column comparison   jsonb;

update bulk_request b
set project_id = s.project_id, result_ids = s.results, metric_ids = s.metrics
from (select s.request_id, min(a.project_id) as project_id,
             array_agg(distinct s.result_id) as results, array_agg(distinct metric) as metrics
      from slice s
      join result r on r.id = s.result_id
      join agent a on a.id = r.agent_id
      cross join unnest(s.metric_ids) as metric
      group by s.request_id) s
where s.request_id = b.id;
-- newest first, by organization
create index bulk_request_organization on bulk_request (organization_id, id);

-- what is still owed of a request is found without those of its slices that have ended
create index slice_request_open on slice (request_id) where finished_at is null;

alter table slice
  -- of the evaluations that have ended: those without a score, as the metric had nothing to say, and those that failed
  add column not_applicable integer not null default 0,
  add column failed         integer not null default 0;

-- Why evaluations of a slice failed. By slice, so that workers of one request never wait for each other.
create table slice_failure (
  slice_id        bigint not null references slice,
  reason          text not null,
  evaluations     integer not null,
  primary key (slice_id, reason)
);

-- Accepted under a key before: the answer names the same request again. Unknown for keys from before this column.
alter table idempotency_key add column request_id bigint references bulk_request;

-- Refunds of a request; they are few.
create index ledger_entry_refund on ledger_entry (request_id) where kind = 'refund';

-- What a request changed ---------------------------------------------------------------------------------------------------

-- The request that evaluated the pair first; unknown for scores from before this column.
alter table score add column first_request_id bigint;

-- A score that an evaluation has overwritten by another one, and that other one. What is not here was evaluated for the
-- first time, or came out the same: then its value is that of the next change of the pair, or the score of today.
create table score_change (
  request_id         bigint not null references bulk_request,
  run_id             bigint not null,
  metric_id          bigint not null,
  score_before       numeric,
  enum_before        text,
  passed_before      boolean,
  failed_before      boolean not null,
  explanation_before jsonb not null,
  score_after        numeric,
  enum_after         text,
  passed_after       boolean,
  failed_after       boolean not null,
  explanation_after  jsonb not null,
  primary key (run_id, metric_id, request_id)
);
create index score_change_request on score_change (request_id, metric_id);
