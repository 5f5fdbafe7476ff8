package dev.reevaluate.server.kills;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A bulk request of a client, and what the client knows of it; it may be sent more than once. */
final class BulkRequest {

    private final List<Long> results;
    private final List<Long> metrics;
    private final @Nullable String key;
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();

    BulkRequest(List<Long> results, List<Long> metrics, @Nullable String key) {
        this.results = results;
        this.metrics = metrics;
        this.key = key;
    }

    List<Long> results() {
        return results;
    }

    List<Long> metrics() {
        return metrics;
    }

    /** Its idempotency key, if it has one. */
    @Nullable
    String key() {
        return key;
    }

    String body() {
        return "{\"result_ids\": %s, \"metric_ids\": %s}".formatted(results, metrics);
    }

    void wasAnswered() {
        answered.incrementAndGet();
    }

    /** The connection broke, or the database was away: it was done or not. */
    void wasNotAnswered() {
        unanswered.incrementAndGet();
    }

    int timesAnswered() {
        return answered.get();
    }

    int timesSent() {
        return answered.get() + unanswered.get();
    }

    /** How often each of its pairs was charged for, at least. */
    int chargedAtLeast() {
        return Math.min(1, answered.get());
    }

    /** How often, at most. Without a key it may have been done before it was sent again, and then is charged again. */
    int chargedAtMost() {
        return key == null ? timesSent() : Math.min(1, timesSent());
    }
}
