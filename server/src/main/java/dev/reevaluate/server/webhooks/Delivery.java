package dev.reevaluate.server.webhooks;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An event that is owed.
 *
 * @param organizationId whose result it is
 * @param attempts those that failed
 * @param age time since the result was completed
 * @param receiver null where there is none any more
 */
record Delivery(
        long id,
        long resultId,
        long requestId,
        long organizationId,
        int attempts,
        Duration age,
        @Nullable Receiver receiver) {

    /** Returns the same for each attempt, and different for each event. */
    String idempotencyKey() {
        return "result_completed:%s:%s".formatted(resultId, requestId);
    }
}
