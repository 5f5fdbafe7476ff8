package dev.reevaluate.server.bulk;

import dev.reevaluate.server.credits.Credits;
import java.util.List;

/**
 * What a request would put to work, and cost.
 *
 * @param results results with runs that would be evaluated
 * @param runs runs that would be evaluated
 * @param evaluations pairs (run, metric) that are not owed yet
 * @param alreadyOwed pairs that earlier requests owe
 * @param balance what the organization may spend now
 * @param metrics each metric's part of it, in the order of their ids
 */
public record CostEstimate(
        long results,
        long runs,
        long evaluations,
        long alreadyOwed,
        Credits cost,
        Credits balance,
        List<OfMetric> metrics) {

    /** What the evaluations by one metric would cost. */
    public record OfMetric(long id, String name, long evaluations, Credits cost) {}

    /** Returns what would be left: less than nothing where the balance does not cover the cost. */
    public Credits balanceAfter() {
        return balance.minus(cost);
    }

    /** Returns whether the request would be accepted. */
    public boolean isCovered() {
        return balanceAfter().amount().signum() >= 0;
    }

    static CostEstimate of(Selection selection, Credits balance) {
        Batch batch = selection.batch();
        return new CostEstimate(
                batch.results().size(),
                batch.runs(),
                batch.evaluations(),
                selection.alreadyOwed(),
                batch.cost(),
                balance,
                selection.metrics().stream()
                        .map(metric -> {
                            long evaluations = batch.evaluationsBy(metric.id());
                            return new OfMetric(
                                    metric.id(),
                                    metric.name(),
                                    evaluations,
                                    new Credits(metric.cost()).times(evaluations));
                        })
                        .toList());
    }
}
