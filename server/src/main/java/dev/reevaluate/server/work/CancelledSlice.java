package dev.reevaluate.server.work;

import dev.reevaluate.server.credits.Credits;
import java.math.BigDecimal;
import java.util.List;

/**
 * A slice that ended before its evaluations did.
 *
 * @param runs how many had not been evaluated by any of its metrics
 * @param metricCosts credits for one evaluation by each metric
 */
record CancelledSlice(long resultId, long runs, List<BigDecimal> metricCosts) {

    long evaluations() {
        return runs * metricCosts.size();
    }

    Credits cost() {
        return Credits.sum(metricCosts).times(runs);
    }
}
