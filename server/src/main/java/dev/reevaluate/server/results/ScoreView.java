package dev.reevaluate.server.results;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one metric said of one run.
 *
 * @param score null where the metric was not applicable, or its evaluation failed
 * @param enumValue of an enum metric, its value
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
        @Nullable String enumValue,
        List<String> explanation,
        Map<String, Object> extra) {

    /** Returns the score in words: Pass or Fail, the number, or the enum's value; null where there is none. */
    public @Nullable String value() {
        if (passed != null) {
            return passed ? "Pass" : "Fail";
        }
        return score == null ? enumValue : score.toPlainString();
    }
}
