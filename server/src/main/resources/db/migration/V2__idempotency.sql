-- Bulk requests that were accepted under an idempotency key. A row says that the request was answered 200, which is all
-- of that answer; it is written in the transaction that charges for the request.
create table idempotency_key (
  -- SHA-256 of the key as it was sent
  key_hash        bytea not null,
  organization_id bigint not null references organization,
  -- the only project of the caller: who may see one project can't learn what others have sent
  project_id      bigint references project,
  -- SHA-256 of the ids
  request_hash    bytea not null,
  accepted_at     timestamptz not null default now(),
  unique nulls not distinct (key_hash, organization_id, project_id)
);
-- the oldest are forgotten first
create index idempotency_key_accepted on idempotency_key (accepted_at);
