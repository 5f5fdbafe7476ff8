package dev.reevaluate.server.evaluation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of evaluating one metric on one run. */
public sealed interface Evaluation {

    /** Returns at least one text that says how it came about. */
    List<String> explanation();

    /** Returns what else is stored beside it, as JSON values by name. */
    Map<String, Object> extra();

    /**
     * The metric was evaluated.
     *
     * @param score at most six decimals; of a binary metric 5 for a pass and 0 for a fail; null when not applicable
     * @param enumValue of an enum metric, the value it has; null for all others
     */
    record Scored(
            @Nullable BigDecimal score, @Nullable String enumValue, List<String> explanation, Map<String, Object> extra)
            implements Evaluation {

        /** The score of a binary metric that passes. */
        public static final BigDecimal PASS = BigDecimal.valueOf(5);

        /** The score of a binary metric that fails. */
        public static final BigDecimal FAIL = BigDecimal.ZERO;

        static Scored number(BigDecimal score, String explanation) {
            return number(score, explanation, Map.of());
        }

        static Scored number(BigDecimal score, String explanation, Map<String, Object> extra) {
            return new Scored(Decimals.rounded(score), null, List.of(explanation), extra);
        }

        static Scored passIf(boolean passed, String explanation) {
            return new Scored(passed ? PASS : FAIL, null, List.of(explanation), Map.of());
        }

        static Scored notApplicable(String reason) {
            return new Scored(null, null, List.of(reason), Map.of());
        }

        /** Returns whether the metric says nothing about this run. */
        public boolean isNotApplicable() {
            return score == null && enumValue == null;
        }
    }

    /** The metric could not be evaluated, for good: there is no score, and its cost is given back. */
    record Failed(List<String> explanation, Map<String, Object> extra) implements Evaluation {

        /** Takes the explanation, a sentence that tells the metric's author what to do. */
        public Failed(String explanation) {
            this(List.of(explanation), Map.of());
        }
    }

    /** The metric's trigger decided against it: there is no score, and its cost is given back. */
    record NotTriggered(List<String> explanation, Map<String, Object> extra) implements Evaluation {}

    /** Returns whether the cost is given back. */
    default boolean isRefunded() {
        return !(this instanceof Scored);
    }
}
