package dev.reevaluate.server.postgres;

import dev.reevaluate.server.FileTrouble;
import dev.reevaluate.server.SetupException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The directory of the embedded database, its user's only, held by one server at a time. */
final class DataDirectory implements AutoCloseable {

    static final String LOCK = "server.lock";
    static final String DATABASE = "postgresql";
    static final String PASSWORD = "password";

    // What a start that was killed before it took the directory leaves behind, and what a backup may be made of
    private static final Pattern OURS =
            Pattern.compile("postgresql(-new.*|\\.log(\\.old)?)?|programs|password(-new)?|python|owner\\d+");

    private final Path directory;
    private final FileChannel lockFile;

    private DataDirectory(Path directory, FileChannel lockFile) {
        this.directory = directory;
        this.lockFile = lockFile;
    }

    /**
     * Takes the directory, and makes it where there is none.
     *
     * @throws SetupException when another server holds it, it is another user's, holds files of others, or can't be written
     */
    static DataDirectory take(Path directory) {
        try {
            PrivateFolder.refuseForeign(directory, LOCK, OURS, "reevaluate.data-dir");
            Path own = PrivateFolder.make(directory);
            return new DataDirectory(own, lock(own));
        } catch (IOException e) {
            throw new SetupException(
                    "The data directory %s can't be used: %s."
                            .formatted(directory.toAbsolutePath(), FileTrouble.reason(e)),
                    "Make it writable, or name another with --reevaluate.data-dir=DIR.");
        }
    }

    Path path() {
        return directory;
    }

    /** Returns where PostgreSQL's programs are. */
    Path programs() {
        return directory.resolve("programs");
    }

    /** Returns where PostgreSQL keeps the data. */
    Path database() {
        return directory.resolve(DATABASE);
    }

    /** Returns the password of the database, readable by its user only. */
    Path password() {
        return directory.resolve(PASSWORD);
    }

    /** Returns what PostgreSQL says while it runs. */
    Path log() {
        return directory.resolve("postgresql.log");
    }

    /** Lets the next server have the directory. */
    @Override
    public void close() throws IOException {
        lockFile.close();
    }

    // The operating system drops this lock with the process, even a killed one: unlike the database's own file of the
    // same purpose it is never stale. Who holds it knows that whatever else that file says is.
    private static FileChannel lock(Path directory) throws IOException {
        Path file = directory.resolve(LOCK);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new SetupException(
                    "Another Reevaluate server is running on the data directory %s.".formatted(directory),
                    "Stop it, or name another directory with --reevaluate.data-dir=DIR.");
        }
        return channel;
    }
}
