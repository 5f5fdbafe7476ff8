package dev.reevaluate.server.evaluation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Exact arithmetic: transcripts have decimal times, and binary fractions would show in the last digit. */
public final class Decimals {

    static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    private static final int DECIMALS = 6;

    private Decimals() {}

    /** As scores are written: half-even to six decimals, without trailing zeros. */
    public static BigDecimal rounded(BigDecimal value) {
        BigDecimal shortest = value.setScale(DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }

    /** Returns the quotient, rounded once, half-even to six decimals. */
    static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor) {
        return dividend.divide(divisor, DECIMALS, RoundingMode.HALF_EVEN);
    }

    static BigDecimal mean(List<BigDecimal> values) {
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal value : values) {
            sum = sum.add(value);
        }
        return quotient(sum, BigDecimal.valueOf(values.size()));
    }

    /** Returns the percentile of the ascending values, linearly interpolated between the two next to it. */
    static BigDecimal percentile(List<BigDecimal> ascending, int percent) {
        BigDecimal rank = BigDecimal.valueOf(percent)
                .multiply(BigDecimal.valueOf(ascending.size() - 1L))
                .movePointLeft(2);
        int below = rank.intValue();
        int above = Math.min(below + 1, ascending.size() - 1);
        BigDecimal fraction = rank.subtract(BigDecimal.valueOf(below));
        BigDecimal step = ascending.get(above).subtract(ascending.get(below));
        return ascending.get(below).add(step.multiply(fraction));
    }

    /** For explanations. */
    static String text(BigDecimal value) {
        return rounded(value).toPlainString();
    }
}
