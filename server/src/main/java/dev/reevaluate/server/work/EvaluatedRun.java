package dev.reevaluate.server.work;

import dev.reevaluate.server.credits.Credits;
import dev.reevaluate.server.evaluation.Evaluation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What the metrics of a slice, in their order, say of one of its runs; not yet written. */
record EvaluatedRun(long runId, List<Evaluation> evaluations) {

    /** Returns what the evaluations that came to nothing had cost. */
    Credits toRefund(List<BigDecimal> metricCosts) {
        List<BigDecimal> refunded = new ArrayList<>();
        for (int i = 0; i < evaluations.size(); i++) {
            if (evaluations.get(i).isRefunded()) {
                refunded.add(metricCosts.get(i));
            }
        }
        return Credits.sum(refunded);
    }
}
