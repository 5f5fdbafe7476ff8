package dev.reevaluate.server.work;

import java.math.BigDecimal;
import java.util.List;

/**
 * A bounded number of runs of one result, each owed an evaluation by each of the metrics.
 *
 * @param metricCosts credits for one evaluation, in the order of the metrics
 */
public record SliceToRecord(long resultId, List<Long> runIds, List<Long> metricIds, List<BigDecimal> metricCosts) {

    /** The pairs (run, metric) in it. */
    public long evaluations() {
        return (long) runIds.size() * metricIds.size();
    }
}
