package dev.reevaluate.server.workspace;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What PostgreSQL can't store. */
final class Storable {

    /** As JSON writes it: after a whole number of escaped backslashes. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u0000");

    // Of its numeric, also within JSON
    private static final int MOST_DIGITS = 131_072;
    private static final int MOST_DECIMALS = 16_383;

    private Storable() {}

    /** Why PostgreSQL can't store the entry, numbers included. */
    static Optional<String> objection(JsonNode entry) {
        return isTooLarge(entry)
                ? Optional.of("PostgreSQL stores no number with so many digits")
                : objection(entry.toString());
    }

    private static boolean isTooLarge(JsonNode value) {
        if (value.isContainer()) {
            return value.valueStream().anyMatch(Storable::isTooLarge);
        }
        if (!value.isBigDecimal() && !value.isBigInteger()) {
            return false;
        }
        BigDecimal number = value.decimalValue();
        return (long) number.precision() - number.scale() > MOST_DIGITS || number.scale() > MOST_DECIMALS;
    }

    /** Why PostgreSQL can't store the JSON text. */
    static Optional<String> objection(String json) {
        // The search first: it is fast, and nearly never finds anything.
        return json.contains("\\u0000") && NUL.matcher(json).find()
                ? Optional.of("PostgreSQL stores no text with a NUL in it")
                : Optional.empty();
    }
}
