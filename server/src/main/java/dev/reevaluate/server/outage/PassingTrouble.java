package dev.reevaluate.server.outage;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** What a database may refuse for the moment, and do later, told by its SQLSTATE. */
public enum PassingTrouble {
    READ_ONLY(
            "The database is read-only",
            "Connect to the primary, or wait until a failover is over; \"alter database NAME reset"
                    + " default_transaction_read_only\" lets the database be written to again.",
            "25006"),
    NO_CONNECTION_LEFT(
            "The database has no room for another connection: give spring.datasource.hikari.maximum-pool-size the number"
                    + " that it leaves each server, or let it have more",
            "Let it have more connections (max_connections, or the limit of the role or the database), or give"
                    + " spring.datasource.hikari.maximum-pool-size a smaller number.",
            "53300"),
    NO_RESOURCES(
            "The database has no disk, memory or other resources left",
            "Wait until the database has disk and memory again, or give it more.",
            "53"),
    LOCKED(
            "The database is in use: another session holds a lock for longer than ours may wait",
            "Try again when the other session is done; pg_locks and pg_stat_activity show it.",
            "55P03|55006"),
    ROLLED_BACK(
            "The database has rolled back a transaction in favour of another one", "Try again.", "40001|40003|40P01"),
    CANCELLED(
            "The database has ended a statement or a transaction, at one of its timeouts or because somebody asked it to",
            "Try again; where the database's statement_timeout or transaction_timeout is too short for it, set a longer one"
                    + " for the server's user.",
            "57014|25P03|25P04"),
    // Last, as it also is what has no state, such as a pool that gets no connection
    AWAY(
            "The database is away, or has given no connection in time",
            "Check spring.datasource.url and what stands behind its question mark, and that PostgreSQL runs there and lets"
                    + " this machine in; or wait until it does again.",
            "08|57P0[1235]");

    private static final List<Class<? extends Exception>> ALWAYS_PASSING = List.of(
            CannotCreateTransactionException.class,
            TransactionSystemException.class,
            DataAccessResourceFailureException.class,
            RecoverableDataAccessException.class,
            TransientDataAccessException.class,
            SQLTransientException.class);

    private final String inWords;
    private final String action;
    private final Pattern states;

    PassingTrouble(String inWords, String action, String states) {
        this.inWords = inWords;
        this.action = action;
        this.states = Pattern.compile(states);
    }

    /** Returns what it is that makes the same statement succeed later; empty where that is not to be expected. */
    public static Optional<PassingTrouble> of(Throwable failure) {
        // The deepest is the database's own word; what stands around it is the pool's, or Spring's
        Optional<PassingTrouble> told =
                causes(failure).flatMap(PassingTrouble::byState).reduce((outer, inner) -> inner);
        return told.isPresent()
                ? told
                : causes(failure).flatMap(PassingTrouble::byClass).findFirst();
    }

    /** Returns what is the matter, as the beginning of a sentence. */
    String inWords() {
        return inWords;
    }

    /** Returns what somebody who can't wait for it may do, in whole sentences. */
    public String action() {
        return action;
    }

    /** Returns how long nothing more is said of it; a pool that is smaller than it should be goes on, and tries for ever. */
    Duration betweenLines() {
        return Duration.ofSeconds(this == NO_CONNECTION_LEFT ? 60 : 1);
    }

    private static Stream<PassingTrouble> byState(Throwable cause) {
        return Stream.of(values())
                .filter(trouble -> trouble.states.matcher(state(cause)).lookingAt())
                .limit(1);
    }

    private static Stream<PassingTrouble> byClass(Throwable cause) {
        if (cause instanceof QueryTimeoutException) {
            return Stream.of(CANCELLED);
        }
        if (cause instanceof ConcurrencyFailureException) {
            return Stream.of(ROLLED_BACK);
        }
        return ALWAYS_PASSING.stream().anyMatch(kind -> kind.isInstance(cause)) ? Stream.of(AWAY) : Stream.empty();
    }

    /** Returns the SQLSTATE of the database itself, or of whoever comes next to it; empty where nobody tells one. */
    static String stateOf(Throwable failure) {
        return causes(failure)
                .map(PassingTrouble::state)
                .filter(state -> !state.isEmpty())
                .reduce("", (outer, inner) -> inner);
    }

    private static String state(Throwable cause) {
        @Nullable String state = cause instanceof SQLException refused ? refused.getSQLState() : null;
        return state == null ? "" : state;
    }

    /** Returns the failure and what caused it, the deepest last. */
    public static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }
}
