package dev.reevaluate.server.work;

import dev.reevaluate.server.evaluation.EvaluationDelayedException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs of a slice that are still owed the same part of its metrics, as these could not be evaluated when the others were.
 *
 * @param runIds at least one
 * @param metrics positions in the slice's metrics
 * @param reason of the delay that lasts longest
 */
record DelayedRuns(List<Long> runIds, List<Integer> metrics, EvaluationDelayedException reason) {

    /** Returns what the runs are still owed, together where it is the same. */
    static List<DelayedRuns> of(List<EvaluatedRun> runs) {
        Map<List<Integer>, DelayedRuns> byMetrics = new LinkedHashMap<>();
        for (EvaluatedRun run : runs) {
            EvaluationDelayedException reason = run.outcome().delayed();
            if (reason != null) {
                byMetrics.merge(
                        run.owed(), new DelayedRuns(List.of(run.runId()), run.owed(), reason), DelayedRuns::and);
            }
        }
        return List.copyOf(byMetrics.values());
    }

    List<Long> metricIds(Slice slice) {
        return metrics.stream().map(slice.metricIds()::get).toList();
    }

    List<BigDecimal> metricCosts(Slice slice) {
        return metrics.stream().map(slice.metricCosts()::get).toList();
    }

    private DelayedRuns and(DelayedRuns others) {
        List<Long> all = new ArrayList<>(runIds);
        all.addAll(others.runIds);
        return new DelayedRuns(all, metrics, reason.orLonger(others.reason));
    }
}
