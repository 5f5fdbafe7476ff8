package dev.reevaluate.server.work;

import com.github.kagkarlsson.scheduler.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The database's clock, which all instances share: due times and heartbeats mean the same to each of them, however wrong
 * the clock of its machine is. Asked for every half a minute; in between, the machine's clock goes on from there.
 */
@Component
class DatabaseClock implements Clock {

    private static final Logger log = LoggerFactory.getLogger(DatabaseClock.class);

    private static final Duration VALIDITY = Duration.ofSeconds(30);
    private static final Duration WORTH_TELLING = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final java.time.Clock machine;
    private final AtomicBoolean measuring = new AtomicBoolean();
    private volatile Measurement latest;

    DatabaseClock(JdbcClient jdbc, java.time.Clock machine) {
        this.jdbc = jdbc;
        this.machine = machine;
        this.latest = measure();
        tell(Duration.ZERO);
    }

    @Override
    public Instant now() {
        if (latest.isOld(machine.instant()) && measuring.compareAndSet(false, true)) {
            try {
                Duration before = latest.ahead();
                latest = measure();
                tell(before);
            } catch (DataAccessException databaseAway) {
                log.debug("The database's clock can't be asked; the last answer goes on", databaseAway);
            } finally {
                measuring.set(false);
            }
        }
        return machine.instant().plus(latest.ahead());
    }

    /** Returns how far the database's clock is ahead of this machine's; negative where it is behind. */
    Duration ahead() {
        return latest.ahead();
    }

    private Measurement measure() {
        Instant before = machine.instant();
        Instant database = jdbc.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
        Instant after = machine.instant();
        Instant middle = before.plus(Duration.between(before, after).dividedBy(2));
        return new Measurement(after, Duration.between(middle, database));
    }

    private void tell(Duration before) {
        Duration change = latest.ahead().minus(before).abs();
        if (latest.ahead().abs().compareTo(WORTH_TELLING) > 0 && change.compareTo(WORTH_TELLING) > 0) {
            log.warn(
                    "This machine's clock differs from the database's by {} s; work goes by the database's. Set up NTP here.",
                    latest.ahead().negated().toSeconds());
        }
    }

    private record Measurement(Instant at, Duration ahead) {

        // A machine's clock that was set back makes it old, too.
        boolean isOld(Instant now) {
            return Duration.between(at, now).abs().compareTo(VALIDITY) > 0;
        }
    }
}
