package dev.reevaluate.server.postgres;

import dev.reevaluate.server.SetupException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL of the server's own, on loopback only, that keeps its data in a directory. */
final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private static final String USER = "postgres";

    private final DataDirectory directory;
    private final EmbeddedPostgres postgres;

    private EmbeddedDatabase(DataDirectory directory, EmbeddedPostgres postgres) {
        this.directory = directory;
        this.postgres = postgres;
    }

    /**
     * Starts the database, on a free port, with the data that an earlier one left in the directory.
     *
     * @throws SetupException when it can't run here
     */
    static EmbeddedDatabase start(Path dataDirectory) {
        DataDirectory directory = DataDirectory.take(dataDirectory);
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setDataDirectory(directory.database())
                    .setCleanDataDirectory(false)
                    // The library switches it off, for tests; here it is somebody's data.
                    .setServerConfig("fsync", "on")
                    // Spring stops it, after all that uses it.
                    .setRegisterShutdownHook(false)
                    .start();
            log.info("Embedded PostgreSQL runs on {}", directory.database());
            return new EmbeddedDatabase(directory, postgres);
        } catch (IOException | RuntimeException e) {
            log.debug("The embedded PostgreSQL did not start", e);
            throw new SetupException(
                    "The embedded PostgreSQL did not start on %s: %s".formatted(directory.database(), e.getMessage()),
                    "PostgreSQL refuses to run as root where the system has no user namespaces: start the server as an"
                            + " ordinary user, or name your own database with --spring.datasource.url=jdbc:postgresql://...");
        }
    }

    String jdbcUrl() {
        return postgres.getJdbcUrl(USER, "postgres");
    }

    String user() {
        return USER;
    }

    @Override
    public void close() throws IOException {
        postgres.close();
        directory.close();
    }
}
