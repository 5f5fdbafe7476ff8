package dev.reevaluate.server;

import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;

/**
 * Makes db-scheduler poll executions that wait for somebody else's answer, a receiver's or a judge's, so that organizations
 * take turns and none takes the last free worker: one gets another execution while it has less than a part of the free workers
 * under way. However many answers fail to come for one, others wait for none of them. Rows are locked first and then updated, as
 * the polling of computed evaluations does.
 */
final class FairShares extends PostgreSqlJdbcCustomization {

    private final String server;
    private final int timesItsOwn;
    private final String order;

    /**
     * Takes how they are shared.
     *
     * @param server the name under which this server picks
     * @param timesItsOwn more workers are free than so many times those that an organization has, when it gets another one
     * @param order of one organization's executions, as SQL
     */
    FairShares(String server, int timesItsOwn, String order) {
        super(true, false);
        this.server = server;
        this.timesItsOwn = timesItsOwn;
        this.order = order;
    }

    @Override
    public String createGenericSelectForUpdateQuery(
            String table, int limit, String andCondition, boolean orderByPriority) {
        // Who waits is found with a look at the index for each, not at each execution: one may have thousands.
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
                  select own.*, under_way + turn as share
                  from waiting
                  cross join lateral (
                    select count(*) as under_way from %1$s
                    where picked and organization_id = waiting.organization_id and picked_by = '%5$s') busy
                  cross join lateral (
                    select first.*, row_number() over (order by %4$s) as turn
                    from (select * from %1$s
                          where not picked and organization_id = waiting.organization_id
                            and picked = ? and execution_time <= ? %2$s
                          order by %4$s
                          limit %3$d) first) own
                ), in_turn as (
                  select task_name, task_instance, share, row_number() over (order by share, %4$s) as place
                  from due
                )
                select execution.*
                from in_turn join %1$s execution using (task_name, task_instance)
                where %6$d * (share - 1) + place <= %3$d and not picked
                order by place
                for update of execution skip locked
                """.formatted(table, andCondition, limit, order, server.replace("'", "''"), timesItsOwn);
    }
}
