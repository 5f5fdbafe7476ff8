package dev.reevaluate.server.evaluation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A metric as its evaluator needs it.
 *
 * @param functionName of a predefined metric, the formula
 * @param configuration what the formula can be told, numbers exact
 * @param text the prompt of a judge, the program of a Python metric; null for a predefined metric
 * @param enumValues of an enum, the values to choose from; empty for the other types
 * @param trigger what decides whether it is evaluated on a run; null where nothing does
 * @param organizationId whose it is: organizations take turns where evaluations have to wait
 */
public record MetricDefinition(
        long id,
        String name,
        MetricKind kind,
        EvalType evalType,
        @Nullable String functionName,
        Map<String, Object> configuration,
        @Nullable String text,
        List<String> enumValues,
        @Nullable Trigger trigger,
        long organizationId) {

    /**
     * Decides whether a metric is evaluated on a run.
     *
     * @param kind a judge, or a Python program
     * @param text the judge's question, or the program, whose result is a boolean
     */
    public record Trigger(MetricKind kind, String text) {}

    /** Returns whether it, or its trigger, reads the results of the run's other metrics. */
    public boolean readsResults() {
        return kind == MetricKind.CUSTOM_CODE || (trigger != null && trigger.kind() == MetricKind.CUSTOM_CODE);
    }

    /** Returns a predefined metric, which nothing triggers. */
    public static MetricDefinition predefined(
            long id, String name, EvalType evalType, @Nullable String functionName, Map<String, Object> configuration) {
        return new MetricDefinition(
                id, name, MetricKind.PREDEFINED, evalType, functionName, configuration, null, List.of(), null, 0);
    }
}
