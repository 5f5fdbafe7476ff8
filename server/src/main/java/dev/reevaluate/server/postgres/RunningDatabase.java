package dev.reevaluate.server.postgres;

import dev.reevaluate.server.FileTrouble;
import dev.reevaluate.server.SetupException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to connect to the embedded database of a server that runs.
 *
 * @param url for JDBC
 * @param password as the server keeps it beside the data, readable by its own user only
 */
public record RunningDatabase(String url, String user, String password) {

    private static final int LINE_OF_THE_PORT = 3;

    /** Never prints the password. */
    @Override
    public String toString() {
        return "RunningDatabase[%s]".formatted(url);
    }

    /** Returns whether no server has made a database in the directory. */
    public static boolean isMissing(Path dataDirectory) {
        return !Files.exists(database(dataDirectory));
    }

    /**
     * Returns the database of the server that holds the data directory; empty when none does.
     *
     * @throws SetupException when the directory holds no database, or one that is not ready, or is another user's
     */
    public static Optional<RunningDatabase> on(Path dataDirectory) {
        Path directory = dataDirectory.toAbsolutePath().normalize();
        Path database = database(directory);
        if (!Files.exists(database)) {
            throw new SetupException(
                    "There is no database in %s.".formatted(directory),
                    "Name the directory of your server with --reevaluate.data-dir=DIR, or your own database with"
                            + " --spring.datasource.url=jdbc:postgresql://...; or start the server once.");
        }
        try {
            return isHeld(directory.resolve(DataDirectory.LOCK))
                    ? Optional.of(of(directory, database))
                    : Optional.empty();
        } catch (IOException e) {
            throw new SetupException(
                    "The data directory %s can't be read: %s.".formatted(directory, FileTrouble.reason(e)),
                    "Run the command as the user that the server runs as.");
        }
    }

    private static Path database(Path directory) {
        return directory.toAbsolutePath().normalize().resolve(DataDirectory.DATABASE);
    }

    private static RunningDatabase of(Path directory, Path database) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(database.resolve("postmaster.pid"));
        } catch (NoSuchFileException e) {
            lines = List.of();
        }
        if (lines.size() <= LINE_OF_THE_PORT
                || !lines.get(LINE_OF_THE_PORT).strip().matches("\\d{1,5}")) {
            throw new SetupException(
                    "The server on %s has not started its database yet.".formatted(directory),
                    "Try again when it listens.");
        }
        Path password = directory.resolve(DataDirectory.PASSWORD);
        return new RunningDatabase(
                EmbeddedDatabase.jdbcUrl(
                        Integer.parseInt(lines.get(LINE_OF_THE_PORT).strip())),
                Cluster.USER,
                Files.exists(password) ? Files.readString(password).strip() : "");
    }

    private static boolean isHeld(Path lockFile) throws IOException {
        if (!Files.exists(lockFile)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
            @Nullable FileLock lock = channel.tryLock();
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }
}
