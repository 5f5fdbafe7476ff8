package dev.reevaluate.server.evaluation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates a run by any metrics, each by the evaluator of its kind: those that look at the call alone side by side, then
 * Python metrics, which read the others' results.
 */
public final class Evaluators {

    private static final Logger log = LoggerFactory.getLogger(Evaluators.class);

    private final Map<MetricKind, Evaluator> byKind = new EnumMap<>(MetricKind.class);
    private final Map<MetricKind, TriggerEvaluator> triggers = new EnumMap<>(MetricKind.class);

    /** Takes one evaluator for each kind of metric and of trigger that this server knows. */
    public Evaluators(List<Evaluator> evaluators, List<TriggerEvaluator> triggers) {
        evaluators.forEach(evaluator -> byKind.put(evaluator.kind(), evaluator));
        triggers.forEach(trigger -> this.triggers.put(trigger.triggerKind(), trigger));
    }

    /**
     * Evaluates the run by each of the metrics. What can't be evaluated ends as a failure with its reason; what can't be
     * evaluated now is delayed, and so are Python metrics that would read it.
     *
     * @param lastTry whether what is delayed now fails for good
     */
    public CompletableFuture<RunOutcome> evaluate(List<MetricDefinition> metrics, RunToEvaluate run, boolean lastTry) {
        List<CompletableFuture<Evaluation>> evaluations = new ArrayList<>(metrics.size());
        List<CompletableFuture<Evaluation>> first = new ArrayList<>(metrics.size());
        for (MetricDefinition metric : metrics) {
            if (metric.readsResults()) {
                evaluations.add(null);
            } else {
                evaluations.add(evaluate(metric, run, lastTry));
                first.add(evaluations.get(evaluations.size() - 1));
            }
        }
        if (first.size() < metrics.size()) {
            CompletableFuture<Void> othersAreThere = all(first).thenRun(() -> share(metrics, evaluations, run));
            for (int i = 0; i < metrics.size(); i++) {
                MetricDefinition metric = metrics.get(i);
                if (metric.readsResults()) {
                    evaluations.set(i, othersAreThere.thenCompose(ready -> evaluate(metric, run, lastTry)));
                }
            }
        }
        return all(evaluations).handle((ready, delayed) -> RunOutcome.of(evaluations));
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<Evaluation>> evaluations) {
        return CompletableFuture.allOf(evaluations.toArray(CompletableFuture[]::new));
    }

    // A metric that failed, or is only now evaluated, has no result that others could read.
    private static void share(
            List<MetricDefinition> metrics, List<CompletableFuture<Evaluation>> evaluations, RunToEvaluate run) {
        for (int i = 0; i < metrics.size(); i++) {
            MetricDefinition metric = metrics.get(i);
            run.forget(metric.name());
            if (!metric.readsResults() && evaluations.get(i).join() instanceof Evaluation.Scored scored) {
                run.add(MetricResult.of(metric, scored));
            }
        }
    }

    private CompletableFuture<Evaluation> evaluate(MetricDefinition metric, RunToEvaluate run, boolean lastTry) {
        CompletableFuture<Evaluation> evaluation =
                triggered(metric, run).exceptionally(trouble -> failed(metric, run, trouble));
        return lastTry ? evaluation.exceptionally(Evaluators::givenUp) : evaluation;
    }

    private CompletableFuture<Evaluation> triggered(MetricDefinition metric, RunToEvaluate run) {
        if (metric.trigger() == null) {
            return started(() -> evaluated(metric, run));
        }
        TriggerEvaluator trigger = triggers.get(metric.trigger().kind());
        if (trigger == null) {
            return CompletableFuture.completedFuture(
                    notEvaluated(metric.trigger().kind()));
        }
        return started(() -> trigger.decide(metric, run))
                .thenCompose(decision -> decision.isToEvaluate()
                        ? evaluated(metric, run)
                        : CompletableFuture.completedFuture(
                                new Evaluation.NotTriggered(List.of(decision.reason()), Map.of())));
    }

    private CompletionStage<Evaluation> evaluated(MetricDefinition metric, RunToEvaluate run) {
        Evaluator evaluator = byKind.get(metric.kind());
        return evaluator == null
                ? CompletableFuture.completedFuture(notEvaluated(metric.kind()))
                : evaluator.evaluate(metric, run);
    }

    private static Evaluation.Failed notEvaluated(MetricKind kind) {
        return new Evaluation.Failed(
                "This server does not evaluate %s metrics. The cost was refunded.".formatted(kind.wireName()));
    }

    private static <T> CompletableFuture<T> started(Supplier<CompletionStage<T>> start) {
        try {
            return start.get().toCompletableFuture();
        } catch (RuntimeException trouble) {
            return CompletableFuture.failedFuture(trouble);
        }
    }

    private static Evaluation givenUp(Throwable delayed) {
        return new Evaluation.Failed("Given up, as it could not be evaluated in time: %s. The cost was refunded."
                .formatted(cause(delayed).getMessage()));
    }

    private static Evaluation failed(MetricDefinition metric, RunToEvaluate run, Throwable trouble) {
        Throwable cause = cause(trouble);
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

    private static Throwable cause(Throwable trouble) {
        return trouble instanceof CompletionException && trouble.getCause() != null ? trouble.getCause() : trouble;
    }
}
