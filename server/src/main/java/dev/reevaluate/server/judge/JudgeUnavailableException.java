package dev.reevaluate.server.judge;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The judge can't be asked at the moment: ask again later. The message says why, and shows no part of the question. */
public final class JudgeUnavailableException extends RuntimeException {

    private final transient @Nullable Duration retryAfter;

    /** The reason is a sentence that may be shown to anybody. */
    public JudgeUnavailableException(String reason, @Nullable Duration retryAfter) {
        super(reason, null, false, false);
        this.retryAfter = retryAfter;
    }

    /** How long the endpoint asks to wait, a day at most; null where it says nothing. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
