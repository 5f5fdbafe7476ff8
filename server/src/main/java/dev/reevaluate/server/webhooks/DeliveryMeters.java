package dev.reevaluate.server.webhooks;

import dev.reevaluate.server.outage.Sampled;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.Executor;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** What an operator watches of the webhooks: attempts by outcome, what is pending, and for how long. */
@Component
class DeliveryMeters {

    static final String DELIVERED = "delivered";
    static final String FAILED = "failed";
    static final String GIVEN_UP = "given_up";

    private final MeterRegistry registry;

    DeliveryMeters(
            MeterRegistry registry, Deliveries deliveries, @Qualifier("applicationTaskExecutor") Executor executor) {
        this.registry = registry;
        // There from the start, so that a rate is 0 and not unknown.
        List.of(DELIVERED, FAILED, GIVEN_UP).forEach(this::attempts);
        Sampled<Deliveries.Backlog> backlog =
                new Sampled<>(deliveries::backlog, new Deliveries.Backlog(Double.NaN, Double.NaN), executor);
        Gauge.builder("reevaluate.webhooks.pending", backlog, it -> it.get().pending())
                .description("Events that are not delivered yet")
                // Nobody else holds it
                .strongReference(true)
                .register(registry);
        Gauge.builder("reevaluate.webhooks.age", backlog, it -> it.get().oldestSeconds())
                .description("Age of the oldest event that is not delivered yet")
                .baseUnit("seconds")
                // Nobody else holds it
                .strongReference(true)
                .register(registry);
    }

    void count(String outcome) {
        attempts(outcome).increment();
    }

    private Counter attempts(String outcome) {
        return Counter.builder("reevaluate.webhooks.attempts")
                .description("Attempts to deliver an event: delivered, failed and to be repeated, failed and given up")
                .tag("outcome", outcome)
                .register(registry);
    }
}
