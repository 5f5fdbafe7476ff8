package dev.reevaluate.server.workspace;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log how far a long load is, every ten seconds. */
final class Progress {

    private static final Logger log = LoggerFactory.getLogger(Progress.class);

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final String document;
    private final Clock clock;
    private Instant last;

    Progress(String document, Clock clock) {
        this.document = document;
        this.clock = clock;
        this.last = clock.instant();
    }

    void report(String state) {
        Instant now = clock.instant();
        if (!now.isBefore(last.plus(INTERVAL))) {
            log.info("Loading {}: {}", document, state);
            last = now;
        }
    }
}
