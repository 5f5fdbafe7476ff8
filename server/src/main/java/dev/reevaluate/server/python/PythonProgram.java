package dev.reevaluate.server.python;

import dev.reevaluate.server.evaluation.EvalType;
import org.jspecify.annotations.Nullable;

/**
 * A metric's Python code, or the code that decides whether a metric runs.
 *
 * @param metricId the metric that it belongs to
 * @param name of that metric
 * @param evalType what {@code _result} has to be: of a binary metric a bool, or 0 or 5; null for a decision, which is a bool
 * @param organizationId whose it is: organizations take turns where programs have to wait
 */
public record PythonProgram(
        long metricId, String name, String source, @Nullable EvalType evalType, long organizationId) {}
