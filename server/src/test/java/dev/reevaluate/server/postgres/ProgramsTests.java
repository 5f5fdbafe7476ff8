package dev.reevaluate.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL's programs are the server's user's own, unpacked once, and again where something is gone. */
class ProgramsTests {

    @TempDir
    private Path folder;

    @Test
    void theyAreNobodyElsesAndUnpackedAgainOnlyWhenAFileIsGone() throws IOException {
        Programs programs = Programs.in(folder);
        assertThat(programs.run("", "initdb", "--version")).contains("18.");
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(file -> !Files.isSymbolicLink(file))
                            .filter(file -> !folder.relativize(file).toString().endsWith(".lock")))
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .endsWith("------"));
        }

        Path initdb = program("initdb");
        FileTime unpacked = Files.getLastModifiedTime(initdb);
        Programs.in(folder);
        assertThat(Files.getLastModifiedTime(initdb)).isEqualTo(unpacked);

        // As a tidy-up, or a disk that was full, leaves it
        Files.writeString(program("postgres"), "");
        Programs again = Programs.in(folder);
        assertThat(again.run("", "postgres", "--version")).contains("18.");
    }

    @Test
    void aProgramThatFailsSaysWhy() throws IOException {
        Programs programs = Programs.in(Databases.PROGRAMS == null ? folder : Databases.PROGRAMS);
        Files.createFile(folder.resolve("something"));

        assertThatThrownBy(() -> programs.run("", "initdb", "--pgdata=" + folder))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("exists but is not empty");
    }

    private Path program(String name) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.endsWith("bin/" + name)).findAny().orElseThrow();
        }
    }
}
