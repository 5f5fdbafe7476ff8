package dev.reevaluate.server;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections that wait for an answer of the database, and for a lock, as long as it takes, or as long as is said: changes of
 * the schema and whole documents have statements of minutes. All else gives up after the pool's {@code socketTimeout}, as a connection that died
 * without a word never answers, and waits for no lock longer than its {@code lock_timeout}.
 */
public final class PatientDataSource extends DelegatingDataSource {

    // That of the database or the role, in place of the pool's
    private static final String PATIENT = "set %s lock_timeout to default";

    private final int longestMillis;

    /** Makes connections of the pool patient without an end, until they go back to it. */
    public PatientDataSource(DataSource pool) {
        this(pool, Duration.ZERO);
    }

    /** Makes connections of the pool wait so long for an answer, until they go back to it; zero is without an end. */
    public PatientDataSource(DataSource pool, Duration longest) {
        super(pool);
        this.longestMillis = (int) longest.toMillis();
    }

    /** Makes the connection of the current transaction patient, until that ends. */
    public static void inThisTransaction(JdbcTemplate jdbc) {
        jdbc.execute((ConnectionCallback<Connection>) connection -> {
            waitForAnswers(connection, 0);
            execute(connection, PATIENT.formatted("local"));
            return connection;
        });
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        try {
            waitForAnswers(connection, longestMillis);
            String before = lockTimeout(connection);
            execute(connection, PATIENT.formatted("session"));
            return impatientOnceClosed(connection, before);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static Connection impatientOnceClosed(Connection connection, String lockTimeout) {
        return (Connection) Proxy.newProxyInstance(
                PatientDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close") && !connection.isClosed()) {
                        makeImpatient(connection, lockTimeout);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    // The pool sets it back
    private static void waitForAnswers(Connection connection, int longestMillis) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, longestMillis);
    }

    private static void makeImpatient(Connection connection, String lockTimeout) throws SQLException {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            execute(connection, "set session lock_timeout = '" + lockTimeout + "'");
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        } catch (SQLException lost) {
            // Nobody gets it as it is
            connection.abort(Runnable::run);
        }
    }

    private static String lockTimeout(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("show lock_timeout")) {
            answer.next();
            return answer.getString(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
