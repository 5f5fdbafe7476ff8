package dev.reevaluate.server.work;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Shows in the health report how far this machine's clock is from the database's. */
@Component
class ClockHealth implements HealthIndicator {

    private final DatabaseClock clock;

    ClockHealth(DatabaseClock clock) {
        this.clock = clock;
    }

    @Override
    public Health health() {
        return Health.up()
                .withDetail("aheadOfDatabaseSeconds", clock.ahead().negated().toSeconds())
                .build();
    }
}
