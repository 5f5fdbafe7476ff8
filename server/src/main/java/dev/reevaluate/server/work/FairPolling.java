package dev.reevaluate.server.work;

import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;

/**
 * Makes db-scheduler poll executions in the order of their start tags, which {@link Executions} assigns.
 *
 * <p>It also keeps the poll to its limit. The library's own statement for PostgreSQL updates rows found by a limited
 * subquery, and under a generic plan the subquery runs once a row: one instance then takes the whole queue. Here the rows
 * are selected and locked first, as the library does for other databases, and its limit holds under any plan.
 */
final class FairPolling extends PostgreSqlJdbcCustomization {

    FairPolling() {
        super(true, false);
    }

    @Override
    public String createGenericSelectForUpdateQuery(
            String table, int limit, String andCondition, boolean orderByPriority) {
        // "not picked" again, as a constant: a partial index serves no parameter.
        return """
                select execution.*
                from %s execution, (select set_config('synchronous_commit', 'off', true)) as soon
                where not picked and picked = ? and execution_time <= ? %s
                order by start_tag, task_instance
                limit %s
                for update of execution skip locked
                """.formatted(table, andCondition, limit);
    }
}
