package dev.reevaluate.server.work;

import dev.reevaluate.server.credits.Credits;
import dev.reevaluate.server.evaluation.Evaluation;
import dev.reevaluate.server.evaluation.RunOutcome;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the metrics of a slice, in their order, say of one of its runs; not yet written.
 *
 * @param outcome has at least one evaluation
 */
record EvaluatedRun(long runId, RunOutcome outcome) {

    /** Returns the evaluations in the order of the metrics, null where one is still owed. */
    List<@Nullable Evaluation> evaluations() {
        return outcome.evaluations();
    }

    /** Returns the positions of the metrics by which the run is still owed an evaluation. */
    List<Integer> owed() {
        return IntStream.range(0, evaluations().size())
                .filter(metric -> evaluations().get(metric) == null)
                .boxed()
                .toList();
    }

    /** Returns what the evaluations that came to nothing had cost. */
    Credits toRefund(List<BigDecimal> metricCosts) {
        List<BigDecimal> refunded = new ArrayList<>();
        for (int i = 0; i < evaluations().size(); i++) {
            Evaluation evaluation = evaluations().get(i);
            if (evaluation != null && evaluation.isRefunded()) {
                refunded.add(metricCosts.get(i));
            }
        }
        return Credits.sum(refunded);
    }
}
