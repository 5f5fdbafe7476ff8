package dev.reevaluate.server.outage;

import dev.reevaluate.server.SteadyClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Tells trouble of the database that passes by itself from what somebody must mend, and logs it in few lines. */
@Component
public class DatabaseUnavailable {

    private static final Logger log = LoggerFactory.getLogger(DatabaseUnavailable.class);

    // All together: each request of a busy server fails alike
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(1);

    private final SteadyClock clock;
    private final Map<PassingTrouble, Long> nextOfKind = new EnumMap<>(PassingTrouble.class);
    private long nextLine = Long.MIN_VALUE;
    private long unlogged;

    @Autowired
    DatabaseUnavailable() {
        this(new SteadyClock());
    }

    DatabaseUnavailable(SteadyClock clock) {
        this.clock = clock;
    }

    /** Returns whether the same request may succeed later. */
    public static boolean isCauseOf(Throwable failure) {
        return PassingTrouble.of(failure).isPresent() || failsToRollBackWhatIsLost(failure);
    }

    /** Returns whether the pool had taken the connection away, as it does with one that the database has closed. */
    public static boolean isOfALostConnection(Throwable failure) {
        return failure instanceof SQLException closed
                && closed.getSQLState() == null
                && "Connection is closed".equals(closed.getMessage());
    }

    // db-scheduler rolls back on a connection that is lost, and what it was lost by is suppressed
    private static boolean failsToRollBackWhatIsLost(Throwable failure) {
        return failure.getCause() instanceof SQLException cause
                && isOfALostConnection(cause)
                && Stream.of(failure.getSuppressed()).anyMatch(DatabaseUnavailable::isCauseOf);
    }

    /** One line a second at most, without a stack trace. */
    public void log(Throwable failure) {
        String state = PassingTrouble.stateOf(failure);
        log(
                PassingTrouble.of(failure).orElse(PassingTrouble.AWAY),
                state.isEmpty() ? failure.getClass().getSimpleName() : "SQLSTATE " + state);
    }

    /** Says that work could not be told to go on, which another server may take over then. */
    void logHeartbeats() {
        log(PassingTrouble.AWAY, "heartbeats of work failed");
    }

    /** Says that requests of an organization were refused, as their turn did not come in time. */
    public void logOccupied() {
        say(
                PassingTrouble.LOCKED,
                "An organization's requests have all connections that it may have; others of it get 503, as their turn does not come");
    }

    private void log(PassingTrouble trouble, String told) {
        say(trouble, "%s (%s); requests that meet it get 503, work is tried again".formatted(trouble.inWords(), told));
    }

    private void say(PassingTrouble trouble, String line) {
        long others = count(trouble, clock.millis());
        if (others >= 0) {
            log.warn("{}, {} more since the last such line", line, others);
        }
    }

    // How many had no line before this one; none where this one has none either
    private synchronized long count(PassingTrouble trouble, long now) {
        if (now < nextLine || now < nextOfKind.getOrDefault(trouble, Long.MIN_VALUE)) {
            unlogged++;
            return -1;
        }
        nextLine = now + BETWEEN_LINES.toMillis();
        nextOfKind.put(trouble, now + trouble.betweenLines().toMillis());
        long others = unlogged;
        unlogged = 0;
        return others;
    }
}
