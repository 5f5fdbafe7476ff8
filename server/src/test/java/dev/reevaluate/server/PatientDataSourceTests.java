package dev.reevaluate.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.reevaluate.server.testing.ServerTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** How long an answer of the database is waited for: half a minute, and without an end where a statement may take minutes. */
@ServerTest
class PatientDataSourceTests {

    private static final int HALF_A_MINUTE = 30_000;

    private final HikariDataSource pool;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    @Autowired
    PatientDataSourceTests(HikariDataSource pool, JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.pool = pool;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Test
    void aConnectionOfThePoolWaitsForHalfAMinute() throws SQLException {
        assertThat(patience(pool)).isEqualTo(HALF_A_MINUTE);
    }

    @Test
    void aPatientConnectionWaitsWithoutAnEndUntilItGoesBack() throws SQLException {
        DataSource patient = new PatientDataSource(pool);

        assertThat(patience(patient)).isZero();
        assertThat(lockTimeout(new JdbcTemplate(patient))).isEqualTo("0");
        assertThat(patience(pool)).isEqualTo(HALF_A_MINUTE);
        assertThat(lockTimeout(jdbc)).isEqualTo("2s");
    }

    @Test
    void aPatientConnectionWaitsNoLongerThanIsSaid() throws SQLException {
        assertThat(patience(new PatientDataSource(pool, Duration.ofMinutes(10))))
                .isEqualTo(600_000);
        assertThat(patience(pool)).isEqualTo(HALF_A_MINUTE);
    }

    @Test
    void aPatientTransactionEndsWithItsPatience() throws SQLException {
        transaction.executeWithoutResult(status -> {
            PatientDataSource.inThisTransaction(jdbc);
            assertThat(jdbc.execute((ConnectionCallback<Integer>) Connection::getNetworkTimeout))
                    .isZero();
            assertThat(lockTimeout(jdbc)).isEqualTo("0");
        });

        assertThat(patience(pool)).isEqualTo(HALF_A_MINUTE);
        assertThat(lockTimeout(jdbc)).isEqualTo("2s");
    }

    private static @Nullable String lockTimeout(JdbcTemplate jdbc) {
        return jdbc.queryForObject("show lock_timeout", String.class);
    }

    private static int patience(DataSource connections) throws SQLException {
        try (Connection connection = connections.getConnection()) {
            return connection.getNetworkTimeout();
        }
    }
}
