package dev.reevaluate.server.judge;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The judge can't be asked at the moment: ask again later. The message says why, and shows no part of the question. */
public final class JudgeUnavailableException extends RuntimeException {

    /** What the trouble is, for meters and for who decides whether to try again. */
    enum Trouble {
        UNREACHABLE,
        CONNECTION_LOST,
        // of a first attempt: the endpoint had closed a pooled connection, most likely
        STALE_CONNECTION,
        TIMEOUT,
        RATE_LIMITED,
        SERVER_ERROR,
        CIRCUIT_OPEN,
        QUEUE_FULL,
        STOPPING
    }

    private final Trouble trouble;
    private final transient @Nullable Duration retryAfter;

    /** The reason is a short phrase that may be shown to anybody. */
    public JudgeUnavailableException(String reason, @Nullable Duration retryAfter) {
        this(Trouble.UNREACHABLE, reason, retryAfter);
    }

    JudgeUnavailableException(Trouble trouble, String reason, @Nullable Duration retryAfter) {
        super(reason, null, false, false);
        this.trouble = trouble;
        this.retryAfter = retryAfter;
    }

    /** Returns how long to wait, an hour at most; null where nobody says. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    Trouble trouble() {
        return trouble;
    }
}
