package dev.reevaluate.consumer;

import java.time.Duration;

/** A result was still running when the time was up. */
public final class NotEndedException extends RuntimeException {

    NotEndedException(long resultId, Duration timeout) {
        super("Result %s is still running after %s".formatted(resultId, timeout));
    }
}
