-- A past request is removed by looking up what refers to it, not by reading all ------------------------------------------

drop index slice_follows;
create index slice_follows on slice (follows) where follows is not null;
drop index ledger_entry_refund;
create index ledger_entry_request on ledger_entry (request_id) where request_id is not null;
create index webhook_delivery_request on webhook_delivery (request_id);
create index idempotency_key_request on idempotency_key (request_id) where request_id is not null;

-- Said from now on when a request is accepted, no longer found among its slices
update result set reevaluated = true where not reevaluated and id in (select result_id from slice);
