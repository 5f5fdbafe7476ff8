package dev.reevaluate.server.evaluation;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the evaluator of a metric; what can't be evaluated ends as a failure with its reason, never as an exception. */
public final class Evaluators {

    private static final Logger log = LoggerFactory.getLogger(Evaluators.class);

    private final Map<MetricKind, Evaluator> byKind = Map.of(
            MetricKind.PREDEFINED,
            PredefinedMetrics::evaluate,
            MetricKind.LLM_JUDGE,
            (metric, call) ->
                    new Evaluation.Failed("This server has no language model to judge with. Its cost was refunded."),
            MetricKind.CUSTOM_CODE,
            (metric, call) -> new Evaluation.Failed("This server does not run Python metrics. Its cost was refunded."));

    /** What the metric says of the call. */
    public Evaluation evaluate(MetricDefinition metric, Call call) {
        try {
            return byKind.getOrDefault(metric.kind(), PredefinedMetrics::evaluate)
                    .evaluate(metric, call);
        } catch (EvaluationException e) {
            return new Evaluation.Failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // The exception's own text might quote the call; it is for the log of whoever runs this server.
            log.error(
                    "Metric {} failed on a call with {} turns",
                    metric.id(),
                    call.turns().size(),
                    e);
            return new Evaluation.Failed("The evaluation failed for a reason inside the server; its log says more.");
        }
    }
}
