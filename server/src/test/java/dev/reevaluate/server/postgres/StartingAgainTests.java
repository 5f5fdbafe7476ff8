package dev.reevaluate.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.reevaluate.server.SetupException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an end left in the data directory, the next start has its data, and touches no process but its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StartingAgainTests {

    private Path directory;
    private Path data;
    private EmbeddedDatabase neighbour;

    @BeforeAll
    void aDatabaseWithARowAndANeighbour(@TempDir Path temporary) throws IOException {
        directory = temporary;
        data = directory.resolve("data");
        try (EmbeddedDatabase database = Databases.launch(data)) {
            Databases.connect(database)
                    .sql("create table kept as select 42 as id")
                    .update();
        }
        neighbour = Databases.launch(directory.resolve("neighbour"));
    }

    @AfterAll
    void neighbourEnds() throws IOException {
        neighbour.close();
    }

    @ParameterizedTest
    @MethodSource("processFiles")
    void noProcessFilePreventsTheStartOrEndsAnotherProcess(String content) throws IOException {
        Files.write(processFile(data), content.getBytes(StandardCharsets.ISO_8859_1));

        startsWithItsRow();

        assertThat(neighbour.postmaster().isAlive()).isTrue();
        assertThat(Databases.connect(neighbour)
                        .sql("select 1")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    static Stream<String> processFiles() {
        long mine = ProcessHandle.current().pid();
        return Stream.of(
                "",
                "\n",
                "no number\n",
                "99999999999999999999\n",
                "1\n",
                "-1\n",
                "0\n",
                "-" + mine + "\n/somewhere\n",
                mine + "\n/somewhere\n1\n5432\n",
                "12",
                "\0\1\2\u00ff\u00fe\n\0",
                "x".repeat(100_000));
    }

    @Test
    void aDatabaseOfAnotherPostgresqlIsRefusedWithBothVersionsBeforeItIsTouched() throws IOException {
        Path old = directory.resolve("old");
        Files.createDirectories(old.resolve("postgresql"));
        Files.writeString(old.resolve("postgresql/PG_VERSION"), "17\n");

        assertThatThrownBy(() -> Databases.launch(old))
                .isInstanceOfSatisfying(
                        SetupException.class,
                        refused ->
                                assertThat(refused.action()).contains("docs/operate.md", "--reevaluate.data-dir=DIR"))
                .hasMessageContaining("was made by PostgreSQL 17; this server brings PostgreSQL 18");
        assertThat(old.resolve("postgresql")).isDirectoryNotContaining(file -> !file.endsWith("PG_VERSION"));
    }

    @Test
    void theProcessFileOfAnotherRunningPostgresqlIsNotBelieved() throws IOException {
        Files.copy(processFile(directory.resolve("neighbour")), processFile(data));

        startsWithItsRow();

        assertThat(neighbour.postmaster().isAlive()).isTrue();
    }

    @Test
    void aDatabaseThatAKilledServerLeftBehindIsEndedInGoodOrder() throws Exception {
        Process orphan = leaveBehind();

        startsWithItsRow();

        assertThat(orphan.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(orphan.exitValue()).as("in good order").isZero();
    }

    @Test
    void oneThatWasLeftBehindIsFoundWithoutItsProcessFile() throws Exception {
        Process orphan = leaveBehind();
        Files.writeString(processFile(data), "");

        startsWithItsRow();

        assertThat(orphan.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatAKilledDatabaseHadCommittedIsThere() throws IOException {
        try (EmbeddedDatabase database = Databases.launch(data)) {
            Databases.connect(database)
                    .sql("create table if not exists committed as select 1 as id")
                    .update();
            database.postmaster().process().destroyForcibly();
            await().until(() -> !database.postmaster().isAlive());
        }
        try (EmbeddedDatabase database = Databases.launch(data)) {
            assertThat(Databases.connect(database)
                            .sql("select id from committed")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    @Test
    void permissionsThatABackupLostAreMended() throws IOException {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(data.resolve("postgresql"), PosixFilePermissions.fromString("rwxr-xr-x"));

        startsWithItsRow();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
    }

    @Test
    void aDatabaseThatTrustedEveryLocalUserGetsAPassword() throws IOException {
        // As earlier versions made it
        Files.writeString(data.resolve("postgresql/pg_hba.conf"), "host all all 127.0.0.1/32 trust\n");
        Files.delete(data.resolve("password"));

        startsWithItsRow();

        assertThat(Files.readString(data.resolve("postgresql/pg_hba.conf"))).doesNotContain("trust");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("password"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aPasswordThatAPowerFailureHasEmptiedIsReplaced() throws IOException {
        Files.writeString(data.resolve("password"), "");

        startsWithItsRow();

        assertThat(Files.readString(data.resolve("password"))).hasSizeGreaterThan(40);
    }

    @Test
    void aStartThatDiedWhileItMadeTheDatabaseIsBegunAgain() throws IOException {
        Path halfMade = directory.resolve("half-made");
        Files.createDirectories(halfMade.resolve("postgresql-new123/base"));
        Files.writeString(halfMade.resolve("postgresql-new123/PG_VERSION"), "18\n");

        Databases.launch(halfMade).close();

        assertThat(halfMade.resolve("postgresql-new123")).doesNotExist();
    }

    private void startsWithItsRow() throws IOException {
        try (EmbeddedDatabase database = Databases.launch(data)) {
            assertThat(Databases.connect(database)
                            .sql("select id from kept")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(42);
        }
    }

    // As a server that is killed leaves it: the directory is free, the database runs on.
    private Process leaveBehind() throws IOException {
        Programs programs = Programs.in(Databases.PROGRAMS == null ? data.resolve("programs") : Databases.PROGRAMS);
        Process orphan = programs.call(
                        "postgres",
                        "-D",
                        data.resolve("postgresql").toString(),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "port=" + EmbeddedDatabase.freePort(),
                        "-c",
                        "unix_socket_directories=")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        await().until(() -> Files.exists(processFile(data))
                && Files.readString(processFile(data), StandardCharsets.ISO_8859_1)
                        .contains("ready"));
        return orphan;
    }

    private static Path processFile(Path data) {
        return data.resolve("postgresql/postmaster.pid");
    }
}
