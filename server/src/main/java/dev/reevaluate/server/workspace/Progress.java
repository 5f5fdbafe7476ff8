package dev.reevaluate.server.workspace;

import dev.reevaluate.server.SteadyClock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Says how far a long load is, every ten seconds. */
final class Progress {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Consumer<String> listener;
    private final SteadyClock clock = new SteadyClock();
    private Instant last = clock.instant();

    Progress(Consumer<String> listener) {
        this.listener = listener;
    }

    void report(String state) {
        Instant now = clock.instant();
        if (!now.isBefore(last.plus(INTERVAL))) {
            listener.accept(state);
            last = now;
        }
    }
}
