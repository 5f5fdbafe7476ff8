package dev.reevaluate.server;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/** What may be kept of somebody's JSON: well below what parsers take, as it is shown inside of other JSON later. */
public final class JsonBounds {

    /** What is wrong with a value that they do not hold. */
    public static final String BEYOND =
            "nests deeper than 100 levels, or has a number of more than 500 digits or a name"
                    + " of more than 10,000 characters";

    private static final int MOST_LEVELS = 100;
    private static final int MOST_DIGITS = 500;
    private static final int LONGEST_NAME = 10_000;

    private JsonBounds() {}

    /** Returns whether the value is within them. */
    public static boolean hold(JsonNode value) {
        return hold(value, MOST_LEVELS);
    }

    private static boolean hold(JsonNode value, int levels) {
        if (value.isContainer()) {
            return levels > 0
                    && value.propertyNames().stream().allMatch(name -> name.length() <= LONGEST_NAME)
                    && value.valueStream().allMatch(child -> hold(child, levels - 1));
        }
        if (!value.isBigDecimal() && !value.isBigInteger()) {
            return true;
        }
        BigDecimal number = value.decimalValue();
        // Written out, as PostgreSQL does: 1e999 has a thousand
        long beforePoint = Math.max((long) number.precision() - number.scale(), 0);
        return beforePoint + Math.max(number.scale(), 0) <= MOST_DIGITS;
    }
}
