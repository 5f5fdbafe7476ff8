package dev.reevaluate.server.postgres;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Embedded databases for tests. */
final class Databases {

    /** Where the build unpacks PostgreSQL's programs; in the data directory where no build says so. */
    static final @Nullable Path PROGRAMS = Optional.ofNullable(System.getenv("REEVALUATE_PROGRAMS_DIR"))
            .map(Path::of)
            .orElse(null);

    private Databases() {}

    /** One that is ready. */
    static EmbeddedDatabase launch(Path dataDirectory) {
        EmbeddedDatabase database = EmbeddedDatabase.launch(dataDirectory, PROGRAMS);
        database.awaitReady();
        return database;
    }

    /** A connection for each statement, none of which stays open. */
    static JdbcClient connect(EmbeddedDatabase database) {
        return JdbcClient.create(new DriverManagerDataSource(database.jdbcUrl(), database.user(), database.password()));
    }
}
