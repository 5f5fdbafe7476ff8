package dev.reevaluate.server.results;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one metric said of one run.
 *
 * @param score null where the metric was not applicable, or its evaluation failed
 * @param passed of a binary metric that has a score
 */
public record ScoreView(
        long metricId,
        String metricName,
        String kind,
        String evalType,
        @Nullable String functionName,
        @Nullable BigDecimal score,
        @Nullable Boolean passed,
        String explanation,
        Map<String, Object> extra) {}
