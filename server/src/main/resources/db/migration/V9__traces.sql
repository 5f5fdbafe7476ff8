-- The trace of a bulk request that is traced, which its slices join: a span as W3C writes it (traceparent).
create table request_trace (
  request_id      bigint primary key references bulk_request on delete cascade,
  traceparent     text not null
);
