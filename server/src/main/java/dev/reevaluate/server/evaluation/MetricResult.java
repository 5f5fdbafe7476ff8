package dev.reevaluate.server.evaluation;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a metric says of a run, for metrics that read it by the metric's name.
 *
 * @param score null where the metric has an enum value, or does not apply
 * @param functionName of a predefined metric, the formula
 */
public record MetricResult(
        String name,
        EvalType evalType,
        @Nullable String functionName,
        @Nullable BigDecimal score,
        @Nullable String enumValue,
        List<String> explanation) {

    static MetricResult of(MetricDefinition metric, Evaluation.Scored scored) {
        return new MetricResult(
                metric.name(),
                metric.evalType(),
                metric.functionName(),
                scored.score(),
                scored.enumValue(),
                scored.explanation());
    }
}
