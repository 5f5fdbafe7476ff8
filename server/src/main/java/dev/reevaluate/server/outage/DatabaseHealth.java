package dev.reevaluate.server.outage;

import java.util.Objects;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.health.DataSourceHealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Spring's own look at the database, which waits for a connection; whoever asks for the health does not. A database that is
 * read-only is as good as away: no request for an evaluation can be taken, and no work done.
 */
@Component("dbHealthIndicator")
class DatabaseHealth implements HealthIndicator {

    // "on" for a standby as well as for a database that is told to be so
    private static final String READ_ONLY = "select current_setting('transaction_read_only')";

    private final Sampled<Health> health;

    DatabaseHealth(DataSource database, @Qualifier("applicationTaskExecutor") Executor executor) {
        DataSourceHealthIndicator indicator = new DataSourceHealthIndicator(database, READ_ONLY);
        this.health = new Sampled<>(
                () -> ofWriters(Objects.requireNonNull(indicator.health())),
                Health.down().build(),
                executor);
    }

    @Override
    public Health health() {
        return health.get();
    }

    private static Health ofWriters(Health ofReaders) {
        return "on".equals(ofReaders.getDetails().get("result"))
                ? Health.down().withDetails(ofReaders.getDetails()).build()
                : ofReaders;
    }
}
