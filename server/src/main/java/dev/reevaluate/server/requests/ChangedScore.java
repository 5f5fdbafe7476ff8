package dev.reevaluate.server.requests;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pair of a run and a metric whose score came out differently. */
public record ChangedScore(long run, long result, long metric, String metricName, Value before, Value after) {

    /** Returns the later score less the earlier one; null where one of them is no number. */
    public @Nullable BigDecimal difference() {
        return before.score() == null || after.score() == null
                ? null
                : after.score().subtract(before.score());
    }

    /**
     * What a metric said of a run at one time.
     *
     * @param score null where nothing could be scored
     * @param passed of a binary metric that has a score
     * @param enumValue of an enum metric that has one
     */
    public record Value(
            @Nullable BigDecimal score,
            @Nullable Boolean passed,
            @Nullable String enumValue,
            boolean failed,
            List<String> explanation) {}
}
