package dev.reevaluate.rules;

import dev.reevaluate.validation.ProtocolTexts;
import java.math.BigDecimal;

/** The texts of refusals that know the domain; a text stands nowhere else. Those of the protocol are {@link ProtocolTexts}. */
public final class DomainTexts {

    public static final String NOTHING_ELIGIBLE = "None of the selected results has a completed or failed run.";

    public static final String IDEMPOTENCY_KEY_REUSED =
            "This Idempotency-Key was sent with another request before. Send that request again, or choose a new key.";

    static final String INVALID_PAGE = "Invalid page.";

    private DomainTexts() {}

    /** Returns the text for an id that does not exist for the caller. */
    public static String unknownId(Object id) {
        return "Invalid pk \"%s\" - object does not exist.".formatted(ProtocolTexts.quoted(id.toString()));
    }

    /** Returns the text for a metric that is not enabled for an agent. */
    public static String outOfScope(long metric, long agent) {
        return "Metric %s is not enabled for agent %s.".formatted(metric, agent);
    }

    /** Returns the text for a balance that does not cover the cost, both in credits. */
    public static String insufficientBalance(BigDecimal needed, BigDecimal available) {
        return "Insufficient balance for this operation: %s credits needed, %s available."
                .formatted(credits(needed), credits(available));
    }

    /** Writes credits exactly, with two decimals or as many more as they have. */
    public static String credits(BigDecimal amount) {
        BigDecimal shortest = amount.stripTrailingZeros();
        return (shortest.scale() < 2 ? shortest.setScale(2) : shortest).toPlainString();
    }
}
