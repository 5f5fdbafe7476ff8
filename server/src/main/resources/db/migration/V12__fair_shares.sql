-- Whose events are delivered: organizations take turns. 0 is what a server of an earlier version has added meanwhile.
alter table webhook_tasks add column organization_id bigint not null default 0;

update webhook_tasks t
set organization_id = p.organization_id
from webhook_delivery d
join result r on r.id = d.result_id
join agent a on a.id = r.agent_id
join project p on p.id = a.project_id
where t.task_name = 'deliver-webhook' and t.task_instance = d.id::text;

drop index webhook_tasks_waiting;
create index webhook_tasks_waiting on webhook_tasks (organization_id, priority desc, execution_time) where not picked;
create index webhook_tasks_under_way on webhook_tasks (organization_id) where picked;

-- The same for slices whose answers are awaited, of which each organization's are taken in the order of their start tags.
create index awaited_tasks_in_turn on awaited_tasks (organization_id, start_tag, task_instance) where not picked;
create index awaited_tasks_under_way on awaited_tasks (organization_id) where picked;
