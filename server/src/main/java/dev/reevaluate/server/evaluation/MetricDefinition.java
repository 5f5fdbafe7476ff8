package dev.reevaluate.server.evaluation;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A metric as its evaluator needs it.
 *
 * @param functionName of a predefined metric, the formula
 * @param configuration what the formula can be told, numbers exact
 */
public record MetricDefinition(
        long id,
        String name,
        MetricKind kind,
        EvalType evalType,
        @Nullable String functionName,
        Map<String, Object> configuration) {}
