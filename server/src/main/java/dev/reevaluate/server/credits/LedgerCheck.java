package dev.reevaluate.server.credits;

import dev.reevaluate.server.SteadyClock;
import dev.reevaluate.server.outage.Sampled;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Shows operators that each balance is the sum of its ledger. It reads the whole ledger, so every ten minutes at most. */
@Component
public class LedgerCheck {

    private static final Duration VALIDITY = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final SteadyClock clock;
    private Instant checkedAt = Instant.MIN;
    private double unbalanced = Double.NaN;

    @Autowired
    LedgerCheck(JdbcClient jdbc, MeterRegistry registry, @Qualifier("applicationTaskExecutor") Executor executor) {
        this(jdbc, new SteadyClock(), registry, executor);
    }

    LedgerCheck(JdbcClient jdbc, SteadyClock clock, MeterRegistry registry, Executor executor) {
        this.jdbc = jdbc;
        this.clock = clock;
        Gauge.builder("reevaluate.ledger.unbalanced", new Sampled<>(this::check, Double.NaN, executor), Sampled::get)
                .description("Organizations whose balance is not the sum of their ledger")
                // Nobody else holds it
                .strongReference(true)
                .register(registry);
    }

    /** Returns how many organizations have a balance that is not the sum of their ledger. */
    public static long unbalanced(JdbcClient jdbc) {
        return jdbc.sql("""
                        select count(*) from organization o
                        where balance <> (select coalesce(sum(amount), 0) from ledger_entry where organization_id = o.id)
                        """).query(Long.class).single();
    }

    // Asked for by one at a time, see Sampled
    private synchronized double check() {
        if (!clock.instant().isBefore(checkedAt.plus(VALIDITY))) {
            unbalanced = unbalanced(jdbc);
            checkedAt = clock.instant();
        }
        return unbalanced;
    }
}
