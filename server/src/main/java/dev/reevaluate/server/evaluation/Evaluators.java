package dev.reevaluate.server.evaluation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Evaluates a run by any metrics, each by the evaluator of its kind. */
public final class Evaluators {

    private static final Logger log = LoggerFactory.getLogger(Evaluators.class);

    private final Map<MetricKind, Evaluator> byKind = new EnumMap<>(MetricKind.class);

    /** Takes one evaluator for each kind of metric that this server evaluates. */
    public Evaluators(List<Evaluator> evaluators) {
        evaluators.forEach(evaluator -> byKind.put(evaluator.kind(), evaluator));
    }

    /**
     * Evaluates the run by each of the metrics, side by side. What can't be evaluated ends as a failure with its reason;
     * the stage itself fails only with an {@link EvaluationDelayedException}.
     *
     * @param lastTry whether what is delayed now fails for good
     * @return the evaluations, in the order of the metrics
     */
    public CompletableFuture<List<Evaluation>> evaluate(
            List<MetricDefinition> metrics, RunToEvaluate run, boolean lastTry) {
        List<CompletableFuture<Evaluation>> evaluations = new ArrayList<>(metrics.size());
        for (MetricDefinition metric : metrics) {
            CompletableFuture<Evaluation> evaluation = evaluate(metric, run);
            evaluations.add(lastTry ? evaluation.exceptionally(Evaluators::givenUp) : evaluation);
        }
        return CompletableFuture.allOf(evaluations.toArray(CompletableFuture[]::new))
                .thenApply(
                        all -> evaluations.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<Evaluation> evaluate(MetricDefinition metric, RunToEvaluate run) {
        Evaluator evaluator = byKind.get(metric.kind());
        if (evaluator == null) {
            return CompletableFuture.completedFuture(
                    new Evaluation.Failed("This server does not evaluate %s metrics. The cost was refunded."
                            .formatted(metric.kind().wireName())));
        }
        CompletableFuture<Evaluation> evaluation;
        try {
            evaluation = evaluator.evaluate(metric, run).toCompletableFuture();
        } catch (RuntimeException trouble) {
            evaluation = CompletableFuture.failedFuture(trouble);
        }
        return evaluation.exceptionally(trouble -> failed(metric, run, trouble));
    }

    private static Evaluation givenUp(Throwable delayed) {
        Throwable cause = delayed.getCause() == null ? delayed : delayed.getCause();
        return new Evaluation.Failed("Given up, as it could not be evaluated in time: %s. The cost was refunded."
                .formatted(cause.getMessage()));
    }

    private static Evaluation failed(MetricDefinition metric, RunToEvaluate run, @Nullable Throwable trouble) {
        Throwable cause =
                trouble instanceof CompletionException && trouble.getCause() != null ? trouble.getCause() : trouble;
        if (cause instanceof EvaluationDelayedException delayed) {
            throw delayed;
        }
        if (cause instanceof EvaluationException told) {
            return new Evaluation.Failed(String.valueOf(told.getMessage()));
        }
        // The exception's own text might quote the call; it is for the log of whoever runs this server.
        log.error("Metric {} failed on run {}", metric.id(), run.id(), cause);
        return new Evaluation.Failed("The evaluation failed for a reason inside the server; its log says more.");
    }
}
