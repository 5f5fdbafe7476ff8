package dev.reevaluate.server.web;

import dev.reevaluate.server.bulk.Accepted;
import dev.reevaluate.server.bulk.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Counts well-formed bulk requests by outcome; malformed ones are seen by their status in Spring's own counts. */
@Component
class BulkMeters {

    private static final String REQUESTS = "reevaluate.bulk.requests";
    private static final String ACCEPTED = "accepted";

    private final MeterRegistry registry;

    BulkMeters(MeterRegistry registry) {
        this.registry = registry;
        // There from the start, so that a rate over a refusal is 0 and not unknown.
        count(ACCEPTED);
        Arrays.stream(Refusal.class.getPermittedSubclasses())
                .map(BulkMeters::outcome)
                .forEach(this::count);
    }

    void accepted(Accepted accepted) {
        count(ACCEPTED).increment();
        registry.counter("reevaluate.bulk.evaluations").increment((double) accepted.evaluations());
    }

    void refused(Refusal refusal) {
        count(outcome(refusal.getClass())).increment();
    }

    private Counter count(String outcome) {
        return registry.counter(REQUESTS, "outcome", outcome);
    }

    // InsufficientBalance is counted as insufficient_balance: a new kind of refusal has a name of its own
    private static String outcome(Class<?> refusal) {
        return refusal.getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
