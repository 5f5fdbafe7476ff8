package dev.reevaluate.server.evaluation;

/** Evaluates metrics of one kind, or by one formula. */
public interface Evaluator {

    /** What the metric says of the call. */
    Evaluation evaluate(MetricDefinition metric, Call call);
}
