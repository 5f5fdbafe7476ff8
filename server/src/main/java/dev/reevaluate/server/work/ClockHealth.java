package dev.reevaluate.server.work;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Shows in the health report and as a meter how far this machine's clock is from the database's. */
@Component
class ClockHealth implements HealthIndicator {

    private final DatabaseClock clock;

    ClockHealth(DatabaseClock clock, MeterRegistry registry) {
        this.clock = clock;
        Gauge.builder("reevaluate.clock.ahead", this, it -> it.ahead().toMillis() / 1000.0)
                .description("How far this machine's clock is ahead of the database's")
                .baseUnit("seconds")
                .register(registry);
    }

    @Override
    public Health health() {
        return Health.up()
                .withDetail("aheadOfDatabaseSeconds", ahead().toSeconds())
                .build();
    }

    private Duration ahead() {
        return clock.ahead().negated();
    }
}
