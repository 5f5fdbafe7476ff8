package dev.reevaluate.server.requests;

import dev.reevaluate.server.credits.Credits;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An accepted request, and how far it is.
 *
 * @param endedAt when the last of its evaluations ended, or it was cancelled; null while any is owed
 * @param evaluations pairs (run, metric) that it put to work
 * @param alreadyOwed pairs that it selected and earlier requests owed
 * @param open pairs that are still owed
 * @param cancelled pairs that were no longer owed when it was cancelled
 * @param readAt when this was so, by the database's clock
 */
public record RequestView(
        long id,
        OffsetDateTime acceptedAt,
        @Nullable OffsetDateTime endedAt,
        boolean wasCancelled,
        List<Long> resultIds,
        List<Long> metricIds,
        long evaluations,
        long alreadyOwed,
        long open,
        long cancelled,
        long notApplicable,
        long failed,
        Credits cost,
        Credits refunded,
        OffsetDateTime readAt) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** Returns where it is on its way. */
    public RequestPhase phase() {
        if (wasCancelled) {
            return RequestPhase.CANCELLED;
        }
        return endedAt == null ? RequestPhase.RUNNING : RequestPhase.COMPLETED;
    }

    /** Returns how many of its evaluations have ended. */
    public long done() {
        return evaluations - open - cancelled;
    }

    /** Returns how many of them ended with a score. */
    public long scored() {
        return done() - notApplicable - failed;
    }

    /** Returns how many ended a second since it was accepted, to three decimals; null before the first. */
    public @Nullable Double rate() {
        double seconds =
                Duration.between(acceptedAt, endedAt == null ? readAt : endedAt).toNanos() / NANOS_PER_SECOND;
        return done() == 0 || seconds <= 0 ? null : Math.round(done() / seconds * 1e3) / 1e3;
    }

    /** Returns when it ends if it goes on at this rate; null where that is unknown, or it has ended. */
    public @Nullable OffsetDateTime estimatedEnd() {
        Double rate = rate();
        return rate == null || rate == 0 || endedAt != null
                ? null
                : readAt.plusNanos((long) (open / rate * NANOS_PER_SECOND));
    }
}
