package dev.reevaluate.server.outage;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells trouble of the database that passes by itself from what somebody must mend, and logs it in few lines. */
@Component
public class DatabaseUnavailable {

    private static final Logger log = LoggerFactory.getLogger(DatabaseUnavailable.class);

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(1);

    // Connections, resources, an operator's shutdown, and a failover that leaves the database read-only for a while
    private static final Set<String> PASSING_CLASSES = Set.of("08", "53");
    private static final Set<String> PASSING_STATES = Set.of("25006", "57P01", "57P02", "57P03", "57P05");

    private static final Set<Class<? extends Exception>> PASSING = Set.of(
            CannotCreateTransactionException.class,
            TransactionSystemException.class,
            DataAccessResourceFailureException.class,
            RecoverableDataAccessException.class,
            TransientDataAccessException.class,
            QueryTimeoutException.class,
            SQLTransientException.class);

    private final Clock clock;
    private final AtomicLong nextLine = new AtomicLong(Long.MIN_VALUE);
    private final AtomicLong unlogged = new AtomicLong();

    DatabaseUnavailable(Clock clock) {
        this.clock = clock;
    }

    /** Returns whether the same request may succeed later. */
    public static boolean isCauseOf(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Throwable one = cause;
            if (PASSING.stream().anyMatch(kind -> kind.isInstance(one))
                    || (cause instanceof SQLException refused && isPassing(refused.getSQLState()))) {
                return true;
            }
        }
        return failsToRollBackWhatIsLost(failure);
    }

    /** Returns whether the pool had taken the connection away, as it does with one that the database has closed. */
    static boolean isOfALostConnection(Throwable failure) {
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

    /** One line a second at most, without a stack trace: each request of a busy server fails alike. */
    public void log(Throwable failure) {
        long now = clock.millis();
        long next = nextLine.get();
        if (now >= next && nextLine.compareAndSet(next, now + BETWEEN_LINES.toMillis())) {
            log.warn(
                    "The database is away or read-only ({}); requests get 503 and work waits, {} more since the last such line",
                    failure.getClass().getSimpleName(),
                    unlogged.getAndSet(0));
        } else {
            unlogged.incrementAndGet();
        }
    }

    private static boolean isPassing(@Nullable String state) {
        return state != null
                && (PASSING_STATES.contains(state) || PASSING_CLASSES.stream().anyMatch(state::startsWith));
    }
}
