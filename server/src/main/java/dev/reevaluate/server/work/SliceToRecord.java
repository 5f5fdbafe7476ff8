package dev.reevaluate.server.work;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of runs of one result, each owed an evaluation by each of the metrics.
 *
 * @param metricCosts credits for one evaluation, in the order of the metrics
 * @param follows position, in the list of slices to record, of the slice that must end before this one starts, or null
 */
public record SliceToRecord(
        Lane lane,
        long resultId,
        List<Long> runIds,
        List<Long> metricIds,
        List<BigDecimal> metricCosts,
        @Nullable Integer follows) {

    /** Returns the number of pairs (run, metric) in it. */
    public long evaluations() {
        return (long) runIds.size() * metricIds.size();
    }
}
