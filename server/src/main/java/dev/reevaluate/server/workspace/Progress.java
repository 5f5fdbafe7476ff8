package dev.reevaluate.server.workspace;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Says how far a long load is, every ten seconds. */
final class Progress {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Consumer<String> listener;
    private final Clock clock;
    private Instant last;

    Progress(Consumer<String> listener, Clock clock) {
        this.listener = listener;
        this.clock = clock;
        this.last = clock.instant();
    }

    void report(String state) {
        Instant now = clock.instant();
        if (!now.isBefore(last.plus(INTERVAL))) {
            listener.accept(state);
            last = now;
        }
    }
}
