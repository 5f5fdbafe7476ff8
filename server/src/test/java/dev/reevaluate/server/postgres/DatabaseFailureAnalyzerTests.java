package dev.reevaluate.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.mock.env.MockEnvironment;

/** A start that can't use its database says what to do about that database, and not about another one. */
class DatabaseFailureAnalyzerTests {

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void anEmbeddedDatabaseThatEndedMeanwhileIsNoMistakeInAnAddress() {
        for (SQLException lost : new SQLException[] {
            new SQLException("Connection is closed"),
            new SQLException("An I/O error occurred while sending to the backend.", "08006"),
            new SQLException("FATAL: the database system is shutting down", "57P03")
        }) {
            FailureAnalysis analysis = analyze(lost);

            assertThat(analysis.getDescription())
                    .startsWith("The embedded PostgreSQL ended while the server started")
                    .endsWith(lost.getMessage());
            assertThat(analysis.getAction()).contains("postgresql.log").doesNotContain("spring.datasource.url");
        }
    }

    @Test
    void ofYourOwnDatabaseTheAddressIsNamed() {
        environment.setProperty("spring.datasource.url", "jdbc:postgresql://db.example/reevaluate");

        assertThat(analyze(new SQLException("Connection is closed")).getAction())
                .contains("spring.datasource.url");
    }

    private FailureAnalysis analyze(SQLException failure) {
        return Objects.requireNonNull(new DatabaseFailureAnalyzer(environment).analyze(failure));
    }
}
