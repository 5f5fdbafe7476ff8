package dev.reevaluate.server.testing;

import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Settings that an operator gives the server's database, and the sessions that have them. */
public final class DatabaseDefaults {

    private DatabaseDefaults() {}

    /** What is done while the database has a setting. */
    @FunctionalInterface
    public interface Steps {

        void take() throws Exception;
    }

    /** Takes the steps while every session of the pool has the setting, such as {@code lock_timeout = '50ms'}. */
    public static void with(HikariDataSource pool, String setting, Steps steps) throws Exception {
        // From beside it: a session in the database itself might not be let write
        try (Connection neighbour = connect(pool, "template1")) {
            run(neighbour, "alter database postgres set " + setting);
            try {
                renew(pool, neighbour);
                steps.take();
            } finally {
                run(neighbour, "alter database postgres reset " + setting.replaceFirst(" *=.*", ""));
                renew(pool, neighbour);
            }
        }
    }

    /** A session in another database of the same PostgreSQL, or in the same, beside the pool. */
    public static Connection connect(HikariDataSource pool, String database) throws SQLException {
        return DriverManager.getConnection(
                pool.getJdbcUrl().replace("/postgres?", "/" + database + "?"), pool.getUsername(), pool.getPassword());
    }

    /** Runs the statement. */
    public static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The one number that the query answers. */
    public static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getLong(1);
        }
    }

    // A session keeps the defaults it began with, and the pool may be opening one at this moment
    private static void renew(HikariDataSource pool, Connection neighbour) throws SQLException {
        long micros = number(neighbour, "select " + micros("clock_timestamp()"));
        await().until(() -> {
            pool.getHikariPoolMXBean().softEvictConnections();
            String older = "select count(*) from pg_stat_activity where datname = 'postgres' and ";
            return number(neighbour, older + micros("backend_start") + " < " + micros) == 0;
        });
    }

    private static String micros(String timestamp) {
        return "(extract(epoch from " + timestamp + ") * 1000000)::bigint";
    }
}
