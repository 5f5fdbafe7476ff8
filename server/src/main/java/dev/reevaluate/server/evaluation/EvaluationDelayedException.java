package dev.reevaluate.server.evaluation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An evaluation can't be done now, for a reason that passes by itself: it stays owed, and is tried again later. */
public final class EvaluationDelayedException extends RuntimeException {

    private final @Nullable Duration retryAfter;

    /**
     * Takes the reason, a short phrase for operators, such as "the judge's endpoint does not answer".
     *
     * @param retryAfter how long to wait at least, where the other side has said so
     */
    public EvaluationDelayedException(String reason, @Nullable Duration retryAfter) {
        super(reason);
        this.retryAfter = retryAfter;
    }

    /** Returns the reason. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    /** Returns the one of the two that has longer to wait. */
    public EvaluationDelayedException orLonger(EvaluationDelayedException other) {
        return other.retryAfter != null && (retryAfter == null || other.retryAfter.compareTo(retryAfter) > 0)
                ? other
                : this;
    }

    /** Returns how long to wait at least, or null where nobody said so. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
