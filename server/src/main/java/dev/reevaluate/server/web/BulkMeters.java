package dev.reevaluate.server.web;

import dev.reevaluate.server.bulk.Accepted;
import dev.reevaluate.server.bulk.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts well-formed bulk requests by outcome; malformed ones are seen by their status in Spring's own counts. */
@Component
class BulkMeters {

    private static final String REQUESTS = "reevaluate.bulk.requests";

    private static final Refusal.Cases<String> OUTCOMES = new Refusal.Cases<>() {
        @Override
        public String idempotencyKeyReused(Refusal.IdempotencyKeyReused refusal) {
            return "idempotency_key_reused";
        }

        @Override
        public String unknownIds(Refusal.UnknownIds refusal) {
            return "unknown_ids";
        }

        @Override
        public String outOfScope(Refusal.OutOfScope refusal) {
            return "out_of_scope";
        }

        @Override
        public String nothingEligible(Refusal.NothingEligible refusal) {
            return "nothing_eligible";
        }

        @Override
        public String insufficientBalance(Refusal.InsufficientBalance refusal) {
            return "insufficient_balance";
        }
    };

    private final MeterRegistry registry;

    BulkMeters(MeterRegistry registry) {
        this.registry = registry;
        // There from the start, so that a rate over a refusal is 0 and not unknown.
        for (String outcome : new String[] {
            "accepted",
            "idempotency_key_reused",
            "unknown_ids",
            "out_of_scope",
            "nothing_eligible",
            "insufficient_balance"
        }) {
            registry.counter(REQUESTS, "outcome", outcome);
        }
    }

    void accepted(Accepted accepted) {
        registry.counter(REQUESTS, "outcome", "accepted").increment();
        registry.counter("reevaluate.bulk.evaluations").increment((double) accepted.evaluations());
    }

    void refused(Refusal refusal) {
        registry.counter(REQUESTS, "outcome", refusal.match(OUTCOMES)).increment();
    }
}
