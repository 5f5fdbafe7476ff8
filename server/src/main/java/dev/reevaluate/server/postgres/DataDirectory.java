package dev.reevaluate.server.postgres;

import dev.reevaluate.server.SetupException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory of the embedded database, held by one server at a time, whatever became of the one before. */
final class DataDirectory implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DataDirectory.class);

    private static final Duration SHUTDOWN = Duration.ofSeconds(30);

    private final Path database;
    private final FileChannel lockFile;

    private DataDirectory(Path database, FileChannel lockFile) {
        this.database = database;
        this.lockFile = lockFile;
    }

    /**
     * Takes the directory, and stops the database that a killed server may have left running on it.
     *
     * @throws SetupException when another server holds it, or it can't be written
     */
    static DataDirectory take(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            DataDirectory taken = new DataDirectory(absolute.resolve("postgresql"), lock(absolute));
            taken.stopOrphan();
            return taken;
        } catch (IOException e) {
            throw new SetupException(
                    "The data directory %s can't be used: %s.".formatted(absolute, e),
                    "Make it writable, or name another with --reevaluate.data-dir=DIR.");
        }
    }

    Path database() {
        return database;
    }

    /** Lets the next server have the directory. */
    @Override
    public void close() throws IOException {
        lockFile.close();
    }

    // The operating system drops this lock with the process, even a killed one: unlike the database's own file of the
    // same purpose it is never stale.
    private static FileChannel lock(Path directory) throws IOException {
        FileChannel file =
                FileChannel.open(directory.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            file.close();
            throw new SetupException(
                    "Another Reevaluate server is running on the data directory %s.".formatted(directory),
                    "Stop it, or name another directory with --reevaluate.data-dir=DIR.");
        }
        return file;
    }

    private void stopOrphan() throws IOException {
        Optional<ProcessHandle> orphan = postmaster();
        if (orphan.isEmpty()) {
            return;
        }
        long pid = orphan.get().pid();
        log.info("The last server was killed; stopping the database that it left behind (process {})", pid);
        orphan.get().destroy();
        try {
            orphan.get().onExit().get(SHUTDOWN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new SetupException(
                    "The database process %d, left behind on %s by a killed server, does not end."
                            .formatted(pid, database),
                    "Close what is still connected to it, or end the process, and start again.");
        }
    }

    // The first line of the file is the process; it may long be gone, and its number given to another program.
    private Optional<ProcessHandle> postmaster() throws IOException {
        Path pidFile = database.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.isEmpty() || !lines.get(0).strip().matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                .filter(process -> process.info().command().orElse("").contains("postgres"));
    }
}
