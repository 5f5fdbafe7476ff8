-- A score's run and metric are those of its slice, which were read when its request was accepted; nothing in the server
-- deletes either. To check both again for each score took half of the time of writing it, locked the metric's row for all
-- other workers, and rewrote the page of the run. What is left to guard against is an operator's delete.
alter table score
  drop constraint score_run_id_fkey,
  drop constraint score_metric_id_fkey;

create function keep_scored_run() returns trigger language plpgsql as $$
begin
  if exists (select from score where run_id = old.id)
     or exists (select from slice where result_id = old.result_id and finished_at is null and old.id = any (run_ids)) then
    raise foreign_key_violation using message = format('run %s has scores, or is being evaluated', old.id);
  end if;
  return old;
end $$;
create trigger keep_scored_run before delete on run for each row execute function keep_scored_run();

create function keep_scored_metric() returns trigger language plpgsql as $$
begin
  if exists (select from score where metric_id = old.id)
     or exists (select from slice where finished_at is null and old.id = any (metric_ids)) then
    raise foreign_key_violation using message = format('metric %s has scores, or is being evaluated', old.id);
  end if;
  return old;
end $$;
create trigger keep_scored_metric before delete on metric for each row execute function keep_scored_metric();
