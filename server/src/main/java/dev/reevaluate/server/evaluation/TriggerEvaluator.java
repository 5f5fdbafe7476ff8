package dev.reevaluate.server.evaluation;

import java.util.concurrent.CompletionStage;

/** Decides whether metrics are evaluated on a run, by triggers of one kind. */
public interface TriggerEvaluator {

    /** Returns the kind of triggers that it asks. */
    MetricKind triggerKind();

    /** Asks the metric's trigger. The stage fails as that of an {@link Evaluator} does. */
    CompletionStage<Decision> decide(MetricDefinition metric, RunToEvaluate run);

    /** Whether to evaluate the metric, and why. */
    record Decision(boolean isToEvaluate, String reason) {}
}
