package dev.reevaluate.server.webhooks;

import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;

/**
 * Makes db-scheduler poll deliveries so that organizations take turns, and none takes the last free worker: one gets
 * another delivery while it has fewer under way than workers are free. However many events a receiver leaves without an
 * answer, those of others wait for none of them. Of an organization's own, those that failed seldom come first. Rows are
 * locked first and then updated, as the evaluations' polling does.
 */
final class FairDeliveries extends PostgreSqlJdbcCustomization {

    FairDeliveries() {
        super(true, false);
    }

    @Override
    public String createGenericSelectForUpdateQuery(
            String table, int limit, String andCondition, boolean orderByPriority) {
        // Who waits is found with a look at the index for each, not at each event: a receiver that is away has
        // thousands.
        // "not picked" again, as a constant: a partial index serves no parameter.
        return """
                with recursive waiting (organization_id) as (
                  select min(organization_id) from %1$s where not picked
                  union all
                  select (select min(organization_id) from %1$s
                          where not picked and organization_id > waiting.organization_id)
                  from waiting
                  where organization_id is not null
                ), due as (
                  select task_name, task_instance, priority, execution_time, under_way + turn as share
                  from waiting
                  cross join lateral (
                    select count(*) as under_way from %1$s
                    where picked and organization_id = waiting.organization_id) busy
                  cross join lateral (
                    select first.*, row_number() over (order by priority desc, execution_time) as turn
                    from (select task_name, task_instance, priority, execution_time from %1$s
                          where not picked and organization_id = waiting.organization_id
                            and picked = ? and execution_time <= ? %2$s
                          order by priority desc, execution_time
                          limit %3$d) first) own
                ), in_turn as (
                  select task_name, task_instance, share,
                         row_number() over (order by share, priority desc, execution_time) as place
                  from due
                )
                select execution.*
                from in_turn join %1$s execution using (task_name, task_instance)
                where share + place <= %3$d + 1 and not picked
                order by place
                for update of execution skip locked
                """.formatted(table, andCondition, limit);
    }
}
