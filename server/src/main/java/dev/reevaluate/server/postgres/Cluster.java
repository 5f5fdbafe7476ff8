package dev.reevaluate.server.postgres;

import dev.reevaluate.server.SetupException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** The files of the database: made at the first start, and opened to nobody but who knows the password. */
final class Cluster {

    static final String USER = "postgres";

    private static final Logger log = LoggerFactory.getLogger(Cluster.class);

    private static final String NEW = "postgresql-new";
    private static final int PASSWORD_BYTES = 32;
    private static final String WHO_MAY_CONNECT = """
            # Written by Reevaluate at every start.
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private Cluster() {}

    /**
     * Makes the database where there is none, and gives one whose password is gone, or that an earlier version made, which
     * trusted every local user, another one. Returns the password.
     *
     * @throws SetupException when another major version of PostgreSQL made it
     * @throws DatabaseException with PostgreSQL's reason, when it can't
     */
    static String prepare(DataDirectory directory, Programs programs) throws IOException {
        Path database = directory.database();
        removeHalfMade(directory.path());
        if (!Files.exists(database.resolve("PG_VERSION"))) {
            create(directory, programs);
        } else {
            refuseOtherVersion(database, programs);
            PrivateFolder.make(database);
            Postmaster.forgetEarlier(database);
            if (!Files.exists(directory.password()) || Files.size(directory.password()) == 0) {
                log.info("Giving the database a password");
                changePassword(directory, programs);
            }
        }
        Path hba = database.resolve("pg_hba.conf");
        if (!Files.exists(hba) || !Files.readString(hba).equals(WHO_MAY_CONNECT)) {
            Files.writeString(hba, WHO_MAY_CONNECT);
        }
        return Files.readString(directory.password());
    }

    private static void refuseOtherVersion(Path database, Programs programs) throws IOException {
        String made = Files.readString(database.resolve("PG_VERSION")).strip();
        String brought = programs.majorVersion();
        if (!made.equals(brought)) {
            throw new SetupException(
                    "The database in %s was made by PostgreSQL %s; this server brings PostgreSQL %s, which can't read it."
                            .formatted(database, made, brought),
                    "Start the server that made it and move the data (docs/operate.md, \"Another PostgreSQL version\"), or"
                            + " name another directory with --reevaluate.data-dir=DIR.");
        }
    }

    // It is renamed into place once it is complete. A link that leads nowhere is rather a disk that is missing than no
    // data.
    private static void refuseWhatIsInTheWay(Path database) throws IOException {
        if (Files.isSymbolicLink(database)) {
            throw new SetupException(
                    "%s is a link to %s, and there is no database."
                            .formatted(database, Files.readSymbolicLink(database)),
                    "Bring the database back there, such as by mounting its disk. For a new one remove the link.");
        }
        if (Files.exists(database) && !(Files.isDirectory(database) && isEmpty(database))) {
            throw new SetupException(
                    "%s is no database: it has no PG_VERSION.".formatted(database),
                    "Restore it from a copy. For a new one move it away.");
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    // Dies it half way, the next start finds no database, and begins again.
    private static void create(DataDirectory directory, Programs programs) throws IOException {
        Path database = directory.database();
        refuseWhatIsInTheWay(database);
        Path aside = Files.createTempDirectory(directory.path(), NEW, PrivateFolder.permissions("rwx------"));
        writeNewPassword(directory.password());
        programs.run(
                "",
                "initdb",
                "--pgdata=" + aside,
                "--username=" + USER,
                "--auth=scram-sha-256",
                "--pwfile=" + directory.password(),
                // Iterations make words that people choose harder to guess, not 256 random bits, and each connection
                // would count to 4,096
                "--set=scram_iterations=1",
                "--encoding=UTF8",
                // PostgreSQL's own, so that it doesn't matter what the system has installed, or changes
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8");
        Files.move(aside, database, StandardCopyOption.ATOMIC_MOVE);
    }

    // Without a server, so that nobody can connect meanwhile. Dies it before the last line, it is done again.
    private static void changePassword(DataDirectory directory, Programs programs) throws IOException {
        Path newPassword = directory.password().resolveSibling("password-new");
        writeNewPassword(newPassword);
        programs.run(
                "alter role %s password '%s'%n".formatted(USER, Files.readString(newPassword)),
                "postgres",
                "--single",
                "-D",
                directory.database().toString(),
                "postgres");
        Files.move(newPassword, directory.password(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void writeNewPassword(Path file) throws IOException {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        Files.deleteIfExists(file);
        PrivateFolder.makeFile(file);
        // On the disk before the database knows it: a power failure would leave one that lets nobody in
        Files.writeString(
                file,
                Base64.getUrlEncoder().withoutPadding().encodeToString(random),
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
    }

    private static void removeHalfMade(Path directory) throws IOException {
        try (DirectoryStream<Path> halfMade = Files.newDirectoryStream(directory, NEW + "*")) {
            for (Path folder : halfMade) {
                FileSystemUtils.deleteRecursively(folder);
            }
        }
    }
}
