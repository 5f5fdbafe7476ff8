package dev.reevaluate.server.postgres;

import dev.reevaluate.server.FileTrouble;
import dev.reevaluate.server.SteadyClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Starts the embedded database again where it has ended by itself: at once, and where it ends again, after delays that
 * grow to a minute. It does not give up, as a full disk may be emptied.
 */
class DatabaseSupervisor {

    private static final Logger log = LoggerFactory.getLogger(DatabaseSupervisor.class);

    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);
    private static final int DELAYS_TO_LONGEST = 7;

    private final EmbeddedDatabase database;
    private final SteadyClock clock;

    private boolean ready = true;
    private int starts;
    private Instant lastStart = Instant.MIN;

    DatabaseSupervisor(EmbeddedDatabase database, SteadyClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Looks after the database, and never waits for it: this thread has other things to do. */
    @Scheduled(fixedDelay = 500)
    void look() throws IOException {
        Instant now = clock.instant();
        if (database.isClosed()) {
            return;
        }
        if (database.postmaster().isAlive()) {
            lookAtRunning(now);
            return;
        }
        if (ready) {
            log.error(
                    "The embedded PostgreSQL ended; starting it again. {}",
                    database.postmaster().reason());
        }
        ready = false;
        if (!now.isBefore(lastStart.plus(delay()))) {
            if (starts > 0) {
                log.error(
                        "The embedded PostgreSQL ended again; start {}. {}",
                        starts + 1,
                        database.postmaster().reason());
            }
            starts++;
            lastStart = now;
            startAgain();
        }
    }

    // A system that lacks memory or files for now starts no program
    private void startAgain() {
        try {
            database.startAgain();
        } catch (IOException e) {
            log.error("The embedded PostgreSQL can't be started: {}", FileTrouble.reason(e));
        }
    }

    private void lookAtRunning(Instant now) throws IOException {
        if (!ready && database.postmaster().isReady()) {
            ready = true;
            log.info("The embedded PostgreSQL runs again");
        }
        if (ready && starts > 0 && now.isAfter(lastStart.plus(LONGEST_DELAY))) {
            starts = 0;
        }
    }

    // None, then 1, 2, 4 ... 60 seconds
    private Duration delay() {
        if (starts == 0) {
            return Duration.ZERO;
        }
        return starts < DELAYS_TO_LONGEST ? Duration.ofSeconds(1L << (starts - 1)) : LONGEST_DELAY;
    }
}
