package dev.reevaluate.server.outage;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import com.github.kagkarlsson.shaded.jdbc.SQLRuntimeException;
import dev.reevaluate.server.SteadyClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** While the database is away, a line a second says so, in place of what libraries say of it; a bug keeps its trace. */
@ExtendWith(OutputCaptureExtension.class)
class LibraryLogsTests {

    private static final String SCHEDULER = "com.github.kagkarlsson.scheduler.";

    // As the driver and the pool throw them
    private final SQLException ended =
            new SQLException("FATAL: terminating connection due to administrator command", "57P01");
    private final SQLException takenAway = new SQLException("Connection is closed");

    private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final List<TurboFilter> ofOtherTests = List.copyOf(loggers.getTurboFilterList());

    @BeforeEach
    void aloneInThisProcess() {
        loggers.resetTurboFilterList();
        new LibraryLogs(new DatabaseUnavailable(new SteadyClock(() -> 0)));
    }

    @AfterEach
    void leave() {
        loggers.resetTurboFilterList();
        ofOtherTests.forEach(loggers::addTurboFilter);
    }

    @Test
    void anOutageIsALineWhoeverLogsIt(CapturedOutput output) {
        SQLRuntimeException failedToRollBack = new SQLRuntimeException("Failed to rollback.", takenAway);
        failedToRollBack.addSuppressed(new SQLRuntimeException(ended));

        error(SCHEDULER + "RunUntilShutdown", "Unhandled exception. Will keep running.", failedToRollBack);
        error(SCHEDULER + "ExecutePicked", "Failed while completing execution {}, because {}.", 1, 2, failedToRollBack);
        error(SCHEDULER + "jdbc.JdbcTaskRepository", "Failed to update heartbeat. No more retries.", failedToRollBack);
        error("com.github.kagkarlsson.shaded.jdbc.TransactionManager", "Failed to restore autocommit", takenAway);
        error(
                "org.springframework.jdbc.support.JdbcTransactionManager",
                "Commit exception overridden by rollback exception",
                new DataAccessResourceFailureException("JDBC commit", ended));

        assertThat(output)
                .containsOnlyOnce("The database is away, or has given no connection in time (SQLRuntimeException)")
                .doesNotContain("\tat ", " ERROR ");
    }

    @Test
    void heartbeatsThatFailAreALineWithoutTheirExecution(CapturedOutput output) {
        LoggerFactory.getLogger(SCHEDULER + "Scheduler")
                .warn(
                        "Execution has more than 1 failed heartbeats. Should not happen. Risk of being considered dead."
                                + " See heartbeat-state. Heartbeat-state={}, Execution={}",
                        "a state",
                        "an execution");

        assertThat(output)
                .containsOnlyOnce("(heartbeats of work failed)")
                .doesNotContain("Should not happen", "an execution");
    }

    @Test
    void whatIsLoggedBehindTheEndOfAServerIsALineToo(CapturedOutput output) {
        loggers.resetTurboFilterList();
        try (AnnotationConfigApplicationContext server = new AnnotationConfigApplicationContext()) {
            server.register(DatabaseUnavailable.class, LibraryLogs.class);
            server.refresh();
        }

        error(SCHEDULER + "ExecutePicked", "Failed while completing execution {}, because {}.", 1, 2, ended);

        assertThat(output).containsOnlyOnce("The database is away").doesNotContain("\tat ", " ERROR ");
    }

    @Test
    void aLookAtTheHealthIsALineToo(CapturedOutput output) {
        DatabaseHealth health = new DatabaseHealth(
                new AbstractDataSource() {
                    @Override
                    public Connection getConnection() throws SQLException {
                        throw new SQLTransientConnectionException("Connection is not available");
                    }

                    @Override
                    public Connection getConnection(String user, String password) throws SQLException {
                        return getConnection();
                    }
                },
                Runnable::run);

        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(output)
                .containsOnlyOnce(
                        "The database is away, or has given no connection in time (CannotGetJdbcConnectionException)")
                .doesNotContain("\tat ", "health check failed");
    }

    @Test
    void aBugKeepsItsTrace(CapturedOutput output) {
        SQLRuntimeException failedToRollBack = new SQLRuntimeException("Failed to rollback.", takenAway);
        failedToRollBack.addSuppressed(new SQLRuntimeException(new SQLException("no such column", "42703")));
        List<Exception> bugs = List.of(
                failedToRollBack,
                new IllegalStateException("a bug"),
                new SQLRuntimeException(new SQLException("no such table", "42P01")),
                new IllegalStateException("it uses what it has closed", takenAway));

        for (Exception bug : bugs) {
            error(SCHEDULER + "RunUntilShutdown", "Unhandled exception. Will keep running.", bug);
        }

        assertThat(output.toString().split("Unhandled exception\\.", -1)).hasSize(bugs.size() + 1);
        assertThat(output).contains("\tat ").doesNotContain("The database is away");
    }

    @Test
    void aSmallerPoolThanItShouldBeIsSaidOnceAMinuteAndHowToMendIt(CapturedOutput output) {
        SQLException full = new SQLException("FATAL: too many connections for role \"lim\"", "53300");

        for (int i = 0; i < 3; i++) {
            error("com.zaxxer.hikari.pool.HikariPool", "Cannot acquire connection from data source", full);
        }

        assertThat(output)
                .containsOnlyOnce("The database has no room for another connection")
                .contains("spring.datasource.hikari.maximum-pool-size", "SQLSTATE 53300")
                .doesNotContain("The database is away", "\tat ");
        assertThat(PassingTrouble.NO_CONNECTION_LEFT.betweenLines()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void whatPassesIsToldFromWhatStaysAndNamedForWhatItIs() {
        Map<PassingTrouble, List<String>> passing = Map.of(
                PassingTrouble.READ_ONLY, List.of("25006"),
                PassingTrouble.AWAY, List.of("57P01", "57P03", "08006"),
                PassingTrouble.NO_CONNECTION_LEFT, List.of("53300"),
                PassingTrouble.NO_RESOURCES, List.of("53100", "53200"),
                PassingTrouble.LOCKED, List.of("55P03", "55006"),
                PassingTrouble.ROLLED_BACK, List.of("40001", "40P01"),
                PassingTrouble.CANCELLED, List.of("57014", "25P03", "25P04"));
        passing.forEach((trouble, states) -> assertThat(states)
                .allSatisfy(
                        state -> assertThat(PassingTrouble.of(new IllegalStateException(new SQLException("x", state))))
                                .contains(trouble)));
        // What the pool, or Spring, makes of it is not what it is
        assertThat(PassingTrouble.of(new DataAccessResourceFailureException(
                        "x", new SQLTransientConnectionException("x", new SQLException("x", "53300")))))
                .contains(PassingTrouble.NO_CONNECTION_LEFT);
        for (String state : List.of("42P01", "23505", "22012", "57P04", "55000")) {
            assertThat(DatabaseUnavailable.isCauseOf(new IllegalStateException(new SQLException("x", state))))
                    .as(state)
                    .isFalse();
        }
    }

    private static void error(String logger, String text, Object... parameters) {
        LoggerFactory.getLogger(logger).error(text, parameters);
    }
}
