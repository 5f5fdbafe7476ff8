package dev.reevaluate.server.postgres;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process {@code postgres}, from its start to its end. */
final class Postmaster {

    private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);

    private static final Duration IN_GOOD_ORDER = Duration.ofSeconds(60);
    private static final Duration AT_ONCE = Duration.ofSeconds(20);

    private final Process process;
    private final Path database;
    private final PostgresLog log;
    private final long logStart;

    private Postmaster(Process process, Path database, PostgresLog log, long logStart) {
        this.process = process;
        this.database = database;
        this.log = log;
        this.logStart = logStart;
    }

    /**
     * Starts it, on loopback only. What is not said here, above all how safe a commit is, is as PostgreSQL has it by
     * default.
     */
    static Postmaster start(Programs programs, Path database, int port, PostgresLog log) throws IOException {
        forgetEarlier(database);
        long logStart = log.size();
        Process process = programs.callInOwnSession(
                        "postgres",
                        "-D",
                        database.toString(),
                        "-c",
                        "port=" + port,
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        // To tell how far a recovery is
                        "-c",
                        "log_startup_progress_interval=1s")
                .redirectOutput(Redirect.appendTo(log.file().toFile()))
                .start();
        process.getOutputStream().close();
        return new Postmaster(process, database, log, logStart);
    }

    /**
     * Removes what an earlier process noted about itself. The lock on the directory and {@link LeftBehind} prove that
     * it is out of date; PostgreSQL itself can't know, and would not start where the number is another process's now. It
     * still finds out by the shared memory whether anything is at work on the same files.
     */
    static void forgetEarlier(Path database) throws IOException {
        Files.deleteIfExists(database.resolve("postmaster.pid"));
    }

    /**
     * Ends a PostgreSQL in good order: it sends its clients away, writes what it holds, and leaves nothing to recover.
     * Where that takes longer than a minute it ends at once, and its log of changes is read at the next start.
     */
    static void end(ProcessHandle process, Programs programs) throws IOException {
        programs.signal("INT", process.pid());
        if (!Waiting.untilEnd(process, IN_GOOD_ORDER)) {
            LOG.warn("PostgreSQL (process {}) does not end in good order; ending it at once", process.pid());
            programs.signal("QUIT", process.pid());
            if (!Waiting.untilEnd(process, AT_ONCE)) {
                process.destroyForcibly();
                Waiting.untilEnd(process, AT_ONCE);
            }
        }
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    /** Returns whether it ends within the time. */
    boolean endsWithin(Duration time) throws IOException {
        return Waiting.untilEnd(process(), time);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns whether it lets clients in; PostgreSQL's own {@code pg_ctl} looks at the same line. */
    boolean isReady() throws IOException {
        try {
            List<String> lines = Files.readAllLines(database.resolve("postmaster.pid"), StandardCharsets.ISO_8859_1);
            return lines.size() > 7
                    && lines.get(0).strip().equals(Long.toString(process.pid()))
                    && lines.get(7).strip().equals("ready");
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Why it ended, or what it said last. */
    String reason() throws IOException {
        return log.reasonSince(logStart);
    }

    /** Returns whether it can't start as long as processes of an earlier one have not ended. */
    boolean waitsForEarlier() throws IOException {
        return reason().contains("pre-existing shared memory block");
    }

    /** Returns whether another program listens on its port. */
    boolean lacksPort() throws IOException {
        return reason().contains("could not create any TCP/IP sockets");
    }

    /** Returns how far the recovery is, in words, where there is one. */
    Optional<String> recovery() throws IOException {
        return log.recoverySince(logStart);
    }
}
