package dev.reevaluate.server.postgres;

import dev.reevaluate.server.outage.DatabaseUnavailable;
import dev.reevaluate.server.outage.PassingTrouble;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Says in a sentence why the server can't use its database, instead of a stack trace. */
class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {

    private final boolean embedded;

    DatabaseFailureAnalyzer(@Nullable Environment environment) {
        embedded = environment != null
                && environment.getProperty("spring.datasource.url", "").isBlank();
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable failure, SQLException cause) {
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        boolean lost = DatabaseUnavailable.isOfALostConnection(cause);
        if (embedded && (lost || state.startsWith("08") || state.startsWith("57"))) {
            return new FailureAnalysis(
                    "The embedded PostgreSQL ended while the server started: %s".formatted(cause.getMessage()),
                    "Start the server again. If it ends again, postgresql.log in the data directory says why.",
                    cause);
        }
        return (lost ? Optional.of(PassingTrouble.AWAY.action()) : DatabaseAdvice.on(failure))
                .map(action -> new FailureAnalysis(
                        "The database can't be used: %s".formatted(DatabaseAdvice.reason(failure)), action, cause))
                .orElse(null);
    }
}
