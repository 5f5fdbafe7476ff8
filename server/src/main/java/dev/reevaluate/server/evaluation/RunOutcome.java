package dev.reevaluate.server.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What came of evaluating one run by several metrics.
 *
 * @param evaluations in the order of the metrics; null where the evaluation is delayed
 * @param delayed of those that are, the one that has the longest to wait; null where none is
 */
public record RunOutcome(
        List<@Nullable Evaluation> evaluations, @Nullable EvaluationDelayedException delayed) {

    /** Reads futures that have all ended, with an evaluation or with an {@link EvaluationDelayedException}. */
    static RunOutcome of(List<CompletableFuture<Evaluation>> ended) {
        List<@Nullable Evaluation> evaluations = new ArrayList<>(ended.size());
        EvaluationDelayedException longest = null;
        for (CompletableFuture<Evaluation> evaluation : ended) {
            try {
                evaluations.add(evaluation.join());
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof EvaluationDelayedException delayed)) {
                    throw e;
                }
                evaluations.add(null);
                longest = longest == null ? delayed : longest.orLonger(delayed);
            }
        }
        return new RunOutcome(evaluations, longest);
    }

    /** Returns whether not one metric has ended. */
    public boolean isNothing() {
        return evaluations.stream().allMatch(evaluation -> evaluation == null);
    }
}
