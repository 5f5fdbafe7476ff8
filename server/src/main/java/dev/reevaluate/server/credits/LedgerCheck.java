package dev.reevaluate.server.credits;

import dev.reevaluate.server.outage.Sampled;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Shows operators that each balance is the sum of its ledger. It reads the whole ledger, so every ten minutes at most. */
@Component
class LedgerCheck {

    private static final Duration VALIDITY = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private Instant checkedAt = Instant.EPOCH;
    private double unbalanced = Double.NaN;

    LedgerCheck(
            JdbcClient jdbc,
            InstantSource clock,
            MeterRegistry registry,
            @Qualifier("applicationTaskExecutor") Executor executor) {
        this.jdbc = jdbc;
        this.clock = clock;
        Gauge.builder("reevaluate.ledger.unbalanced", new Sampled<>(this::check, Double.NaN, executor), Sampled::get)
                .description("Organizations whose balance is not the sum of their ledger")
                // Nobody else holds it
                .strongReference(true)
                .register(registry);
    }

    // Asked for by one at a time, see Sampled
    private synchronized double check() {
        if (!clock.instant().isBefore(checkedAt.plus(VALIDITY))) {
            unbalanced = jdbc.sql("""
                            select count(*) from organization o
                            where balance <> (select coalesce(sum(amount), 0) from ledger_entry where organization_id = o.id)
                            """).query(Double.class).single();
            checkedAt = clock.instant();
        }
        return unbalanced;
    }
}
