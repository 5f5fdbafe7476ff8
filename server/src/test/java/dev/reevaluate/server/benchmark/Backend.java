package dev.reevaluate.server.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** A process of the database on this machine, whose processor time Linux tells to the nanosecond. */
record Backend(Path statistics) {

    /** The process that serves the connection. */
    static Backend of(Connection connection) throws SQLException {
        return of(connection.unwrap(PGConnection.class).getBackendPID());
    }

    static Backend of(int process) {
        return new Backend(Path.of("/proc/%d/schedstat".formatted(process)));
    }

    /** Returns how long it has been on a processor; 0 once it has ended, or where the system does not tell. */
    long cpuNanos() throws IOException {
        try {
            String text = Files.readString(statistics);
            return Long.parseLong(text.substring(0, text.indexOf(' ')));
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
