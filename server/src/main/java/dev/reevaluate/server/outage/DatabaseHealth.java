package dev.reevaluate.server.outage;

import java.util.Objects;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.health.DataSourceHealthIndicator;
import org.springframework.stereotype.Component;

/** Spring's own look at the database, which waits for a connection; whoever asks for the health does not. */
@Component("dbHealthIndicator")
class DatabaseHealth implements HealthIndicator {

    private final Sampled<Health> health;

    DatabaseHealth(DataSource database, @Qualifier("applicationTaskExecutor") Executor executor) {
        DataSourceHealthIndicator indicator = new DataSourceHealthIndicator(database);
        this.health = new Sampled<>(
                () -> Objects.requireNonNull(indicator.health()), Health.down().build(), executor);
    }

    @Override
    public Health health() {
        return health.get();
    }
}
