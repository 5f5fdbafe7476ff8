package dev.reevaluate.server.work;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a worker's time with a slice ended. */
sealed interface SliceEnd {

    /** Nothing is owed any more. */
    record Finished() implements SliceEnd {}

    /** Another worker has taken the slice, or its request was cancelled. */
    record Lost() implements SliceEnd {}

    /** The server is asked to stop; the rest is for the next worker. */
    record Stopped() implements SliceEnd {}

    /**
     * Some runs could not be evaluated, for a reason that passes.
     *
     * @param retryAfter how long to wait at least, where somebody said so
     */
    record Delayed(String reason, @Nullable Duration retryAfter) implements SliceEnd {}
}
