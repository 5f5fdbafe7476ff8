package dev.reevaluate.server.evaluation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Stands for a kind of metrics that this server is not set up to evaluate: each fails with the given explanation. */
public record NotConfigured(MetricKind kind, String explanation) implements Evaluator {

    @Override
    public CompletionStage<Evaluation> evaluate(MetricDefinition metric, RunToEvaluate run) {
        return CompletableFuture.completedFuture(new Evaluation.Failed(explanation));
    }
}
