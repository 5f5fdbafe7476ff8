package dev.reevaluate.server;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections that wait for an answer of the database as long as it takes: changes of the schema and whole documents have
 * statements of minutes. All else gives up after the pool's {@code socketTimeout}, as a connection that died without a word
 * never answers.
 */
public final class PatientDataSource extends DelegatingDataSource {

    /** Makes connections of the pool patient, until they go back to it. */
    public PatientDataSource(DataSource pool) {
        super(pool);
    }

    /** Makes the connection of the current transaction patient, until that ends. */
    public static void inThisTransaction(JdbcTemplate jdbc) {
        jdbc.execute((ConnectionCallback<Connection>) PatientDataSource::patient);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return patient(super.getConnection());
    }

    private static Connection patient(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, 0);
        return connection;
    }
}
