package dev.reevaluate.server.postgres;

import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Says in a sentence why the server can't use its database, instead of a stack trace. */
class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {

    private static final String ADDRESS =
            "Check spring.datasource.url, and that PostgreSQL runs there and lets this machine in.";

    // By class or code of SQLSTATE
    private static final Map<String, String> ACTIONS = Map.of(
            "08", ADDRESS,
            "28",
                    "Check spring.datasource.username and spring.datasource.password, and the database's pg_hba.conf. (The"
                            + " embedded database gets another password where the file 'password' beside it is gone.)",
            "3D", "Create the database, or name another in spring.datasource.url.",
            "42501", "Give the user of spring.datasource.username the right to create tables in the schema.",
            "53", "Wait until the database has connections, disk and memory again, or give it more.",
            "57", "Wait until the database lets clients in again.");

    // The pool's own, without an SQLSTATE
    private static final String LOST = "Connection is closed";

    private final boolean embedded;

    DatabaseFailureAnalyzer(@Nullable Environment environment) {
        embedded = environment != null
                && environment.getProperty("spring.datasource.url", "").isBlank();
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable failure, SQLException cause) {
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        if (LOST.equals(cause.getMessage())) {
            state = "08";
        }
        if (embedded && (state.startsWith("08") || state.startsWith("57"))) {
            return new FailureAnalysis(
                    "The embedded PostgreSQL ended while the server started: %s".formatted(cause.getMessage()),
                    "Start the server again. If it ends again, postgresql.log in the data directory says why.",
                    cause);
        }
        String action = ACTIONS.getOrDefault(state, ACTIONS.get(state.substring(0, Math.min(2, state.length()))));
        return action == null
                ? null
                : new FailureAnalysis("The database can't be used: %s".formatted(cause.getMessage()), action, cause);
    }
}
