package dev.reevaluate.server.webhooks;

import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;

/**
 * Makes db-scheduler poll deliveries that failed seldom before those that failed often, so that a receiver that is away
 * holds up its own events and no others. Rows are locked first and then updated, as the evaluations' polling does.
 */
final class FewestAttemptsFirst extends PostgreSqlJdbcCustomization {

    FewestAttemptsFirst() {
        super(true, false);
    }

    @Override
    public String createGenericSelectForUpdateQuery(
            String table, int limit, String andCondition, boolean orderByPriority) {
        // "not picked" again, as a constant: a partial index serves no parameter.
        return """
                select * from %s
                where not picked and picked = ? and execution_time <= ? %s
                order by priority desc, execution_time
                limit %d
                for update skip locked
                """.formatted(table, andCondition, limit);
    }
}
