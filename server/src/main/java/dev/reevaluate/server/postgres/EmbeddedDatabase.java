package dev.reevaluate.server.postgres;

import dev.reevaluate.server.FileTrouble;
import dev.reevaluate.server.SetupException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL of the server's own, on loopback and with a password, that keeps its data in a directory. */
final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PORTS_TRIED = 5;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final DataDirectory directory;
    private final Programs programs;
    private final String password;
    private final PostgresLog postgresLog;

    private int port;
    private volatile Postmaster postmaster;
    private boolean closed;

    private EmbeddedDatabase(DataDirectory directory, Programs programs) throws IOException {
        this.directory = directory;
        this.programs = programs;
        LeftBehind.stop(directory.database(), programs);
        this.password = Cluster.prepare(directory, programs);
        this.postgresLog = PostgresLog.begin(directory.log());
        this.port = freePort();
        this.postmaster = start();
    }

    /**
     * Makes the database where there is none, and starts it, without waiting until it is ready.
     *
     * @param programsFolder where PostgreSQL's programs are unpacked, if not in the data directory
     * @throws SetupException when it can't run here
     */
    static EmbeddedDatabase launch(Path dataDirectory, @Nullable Path programsFolder) {
        DataDirectory directory = DataDirectory.take(dataDirectory);
        @Nullable Programs programs = null;
        try {
            programs = Programs.in(programsFolder == null ? directory.programs() : programsFolder);
            return new EmbeddedDatabase(directory, programs);
        } catch (IOException | RuntimeException e) {
            release(directory);
            throw e instanceof SetupException setup ? setup : notStarted(directory, programs, e);
        }
    }

    /**
     * Waits until it is ready, for a recovery as long as it gets on.
     *
     * @throws SetupException when it ends instead
     */
    void awaitReady() {
        try {
            Startup startup = new Startup(postgresLog, PATIENCE);
            int ports = 1;
            while (!startup.await(postmaster)) {
                if (postmaster.lacksPort() && ports++ < PORTS_TRIED) {
                    port = freePort();
                } else if (!postmaster.waitsForEarlier() || !startup.awaitEarlier()) {
                    throw new DatabaseException(postmaster.reason());
                }
                postmaster = start();
            }
        } catch (IOException | DatabaseException e) {
            throw notStarted(directory, programs, e);
        }
        log.info("Embedded PostgreSQL runs on {}", directory.database());
    }

    /** Starts it again, on the same port, without waiting until it is ready; not after it was closed. */
    synchronized void startAgain() throws IOException {
        if (!closed) {
            postmaster = start();
        }
    }

    synchronized boolean isClosed() {
        return closed;
    }

    Postmaster postmaster() {
        return postmaster;
    }

    String jdbcUrl() {
        return jdbcUrl(port);
    }

    /** Returns how the server and its commands connect to the database on the port. */
    static String jdbcUrl(int port) {
        // The database proves that it knows the password as well: no other program on its port is believed. An error's
        // details, in which there may be data, don't go to PostgreSQL's log.
        return "jdbc:postgresql://127.0.0.1:%s/postgres?requireAuth=scram-sha-256&options=-c%%20log_error_verbosity=terse"
                .formatted(port);
    }

    String user() {
        return Cluster.USER;
    }

    String password() {
        return password;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (postmaster.isAlive()) {
            Postmaster.end(postmaster.process(), programs);
        }
        directory.close();
    }

    private Postmaster start() throws IOException {
        return Postmaster.start(programs, directory.database(), port, postgresLog);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
            return socket.getLocalPort();
        }
    }

    private static void release(DataDirectory directory) {
        try {
            directory.close();
        } catch (IOException e) {
            log.debug("The lock was not given back", e);
        }
    }

    private static SetupException notStarted(DataDirectory directory, @Nullable Programs programs, Exception cause) {
        log.debug("The embedded PostgreSQL did not start", cause);
        String reason = reason(cause);
        boolean root = programs != null && programs.calledByRoot() && reason.contains("unshare");
        return new SetupException(
                "The embedded PostgreSQL did not start on %s: %s".formatted(directory.database(), reason),
                root
                        ? "PostgreSQL does not run as root, and this system lets root make no user namespace (unshare --user)."
                                + " Start the server as an ordinary user, or name your own database with"
                                + " --spring.datasource.url=jdbc:postgresql://..."
                        : "Mend what PostgreSQL names; %s has all that it said.".formatted(directory.log()));
    }

    private static String reason(Exception cause) {
        return cause instanceof DatabaseException database
                ? database.reason()
                : cause instanceof IOException trouble ? FileTrouble.reason(trouble) + "." : cause.toString();
    }
}
