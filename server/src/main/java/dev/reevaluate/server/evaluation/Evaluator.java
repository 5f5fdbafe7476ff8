package dev.reevaluate.server.evaluation;

import java.util.concurrent.CompletionStage;

/** Evaluates the metrics of one kind; a new kind of metric is one implementation of this interface. */
public interface Evaluator {

    /** Returns the kind of metrics that it evaluates. */
    MetricKind kind();

    /**
     * Evaluates the metric on the run. The stage fails with an {@link EvaluationException} for what the run's or the
     * metric's author has to mend, and with an {@link EvaluationDelayedException} for trouble that passes by itself.
     */
    CompletionStage<Evaluation> evaluate(MetricDefinition metric, RunToEvaluate run);
}
