package dev.reevaluate.contracts;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** The database really is away: it ends the server's connections, and lets it open no new ones. */
public abstract class DatabaseAway extends OnDemoWorkspace {

    private static final String CLOSED = "alter database postgres with allow_connections false";
    private static final String ALONE =
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'postgres'";
    private static final String BACK = "alter database postgres with allow_connections true";

    @Autowired
    DataSource dataSource;

    @BeforeEach
    void takeTheDatabaseAway() throws SQLException {
        // One after the other, each committed: else the server connects again before the door is closed
        tellTheDatabase(CLOSED);
        tellTheDatabase(ALONE);
    }

    @AfterEach
    void bringItBack() throws SQLException {
        tellTheDatabase(BACK);
        // Those of the pool are dead, and it may not have noticed
        pool().softEvictConnections();
    }

    private HikariPoolMXBean pool() throws SQLException {
        return hikari().getHikariPoolMXBean();
    }

    private HikariDataSource hikari() throws SQLException {
        return dataSource.unwrap(HikariDataSource.class);
    }

    // Through another database of the same PostgreSQL, which stays open
    private void tellTheDatabase(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        hikari().getJdbcUrl().replace("/postgres?", "/template1?"),
                        hikari().getUsername(),
                        hikari().getPassword());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
