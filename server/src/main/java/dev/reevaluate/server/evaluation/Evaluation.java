package dev.reevaluate.server.evaluation;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of evaluating one metric on one call. */
public sealed interface Evaluation {

    /**
     * The metric was evaluated.
     *
     * @param score at most six decimals; of a binary metric 5 for a pass and 0 for a fail; null when not applicable
     * @param explanation one sentence with the figures
     */
    record Scored(@Nullable BigDecimal score, String explanation, Map<String, Object> extra) implements Evaluation {

        static final BigDecimal PASS = BigDecimal.valueOf(5);
        static final BigDecimal FAIL = BigDecimal.ZERO;

        static Scored number(BigDecimal score, String explanation) {
            return new Scored(Decimals.rounded(score), explanation, Map.of());
        }

        static Scored passIf(boolean passed, String explanation) {
            return new Scored(passed ? PASS : FAIL, explanation, Map.of());
        }

        static Scored notApplicable(String reason) {
            return new Scored(null, reason, Map.of());
        }
    }

    /** The metric could not be evaluated, for good: there is no score, and its cost is given back. */
    record Failed(String explanation) implements Evaluation {}
}
