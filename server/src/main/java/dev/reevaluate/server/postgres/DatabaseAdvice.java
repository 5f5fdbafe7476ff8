package dev.reevaluate.server.postgres;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.reevaluate.server.outage.PassingTrouble;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.internal.exception.sqlExceptions.FlywaySqlUnableToConnectToDbException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** Why, and what to do, where a database does not do what a start, or a command, needs. */
public final class DatabaseAdvice {

    // By class or code of SQLSTATE
    private static final Map<String, String> BY_STATE = Map.of(
            "28",
            "Check spring.datasource.username and spring.datasource.password, and the database's pg_hba.conf. (The"
                    + " embedded database gets another password where the file 'password' beside it is gone.)",
            "3D",
            "Create the database, or name another in spring.datasource.url.",
            "3F",
            "Create the schema, or name another by ?currentSchema= in spring.datasource.url.",
            "42501",
            "Give the user of spring.datasource.username, or of spring.flyway.user where that is given, the right that"
                    + " it lacks.");

    private static final List<Class<? extends Exception>> NO_CONNECTION = List.of(
            PoolInitializationException.class,
            CannotGetJdbcConnectionException.class,
            FlywaySqlUnableToConnectToDbException.class);

    private DatabaseAdvice() {}

    /** Returns whole sentences; empty where no operator can mend it. */
    public static Optional<String> on(Throwable failure) {
        return Stream.of(
                        states(failure).flatMap(DatabaseAdvice::byState),
                        PassingTrouble.of(failure).map(PassingTrouble::action).stream(),
                        PassingTrouble.causes(failure)
                                .filter(DatabaseAdvice::isOfTheConnection)
                                .map(cause -> PassingTrouble.AWAY.action()))
                .flatMap(advice -> advice)
                .findFirst();
    }

    /** Returns what the database itself says, or else the driver, and not what is made of it further out. */
    public static String reason(Throwable failure) {
        return PassingTrouble.causes(failure)
                .map(cause -> cause instanceof UnknownHostException host
                        ? "there is no host " + host.getMessage()
                        : cause instanceof SQLException said ? said.getMessage() : null)
                .filter(Objects::nonNull)
                .reduce("", (outer, inner) -> inner);
    }

    private static Stream<String> byState(String state) {
        return Stream.of(state, state.substring(0, Math.min(2, state.length())))
                .map(BY_STATE::get)
                .filter(Objects::nonNull);
    }

    private static boolean isOfTheConnection(Throwable cause) {
        return NO_CONNECTION.stream().anyMatch(kind -> kind.isInstance(cause));
    }

    private static Stream<String> states(Throwable failure) {
        return PassingTrouble.causes(failure)
                .map(cause -> cause instanceof SQLException refused ? refused.getSQLState() : null)
                .filter(Objects::nonNull);
    }
}
