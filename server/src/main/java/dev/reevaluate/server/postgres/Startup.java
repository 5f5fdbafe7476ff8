package dev.reevaluate.server.postgres;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until a PostgreSQL lets clients in: as long as its recovery takes, and no longer than it gets on. */
final class Startup {

    private static final Logger log = LoggerFactory.getLogger(Startup.class);

    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(2);

    private final PostgresLog postgresLog;
    private final Duration patience;
    private long seen = -1;
    private long progressed = System.nanoTime();
    private long reported = System.nanoTime() - BETWEEN_REPORTS.toNanos();

    /** The patience is with a PostgreSQL that neither is ready nor says anything new. */
    Startup(PostgresLog postgresLog, Duration patience) {
        this.postgresLog = postgresLog;
        this.patience = patience;
    }

    /** Returns whether it is ready; if not, it has ended. */
    boolean await(Postmaster postmaster) throws IOException {
        while (!postmaster.isReady()) {
            if (postmaster.endsWithin(POLL)) {
                return false;
            }
            look(postmaster);
        }
        return true;
    }

    /** Waits a moment for processes of an earlier PostgreSQL, which ended without them; false when it was too long. */
    boolean awaitEarlier() {
        LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
        return !isOver(progressed, patience);
    }

    private void look(Postmaster postmaster) throws IOException {
        long size = postgresLog.size();
        if (size != seen) {
            seen = size;
            progressed = System.nanoTime();
        } else if (isOver(progressed, patience)) {
            throw new DatabaseException("it says nothing new for %s s, its last words: %s"
                    .formatted(patience.toSeconds(), postmaster.reason()));
        }
        if (isOver(reported, BETWEEN_REPORTS)) {
            reported = System.nanoTime();
            postmaster.recovery().ifPresent(how -> log.info("The database recovers from a crash: {}", how));
        }
    }

    private static boolean isOver(long since, Duration time) {
        return System.nanoTime() - since > time.toNanos();
    }
}
