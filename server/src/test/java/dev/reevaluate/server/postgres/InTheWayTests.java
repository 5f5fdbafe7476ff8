package dev.reevaluate.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reevaluate.server.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands where the database belongs and is none is told and left as it is: it may be somebody's data. */
class InTheWayTests {

    @TempDir
    private Path temporary;

    private Path data;
    private Path database;

    @BeforeEach
    void dataDirectory() throws IOException {
        data = Files.createDirectory(temporary.resolve("data"));
        database = data.resolve("postgresql");
    }

    @Test
    void aLinkThatLeadsNowhereIsToldWithWhereItLeads() throws IOException {
        Files.createSymbolicLink(database, temporary.resolve("disk/that/is/missing"));

        assertThat(refused()).hasMessageContaining("is a link to " + temporary.resolve("disk/that/is/missing"));
        assertThat(Files.isSymbolicLink(database)).isTrue();
    }

    @Test
    void aFileIsTold() throws IOException {
        Files.writeString(database, "data");

        assertThat(refused()).hasMessageContaining("postgresql is no database");
        assertThat(database).hasContent("data");
    }

    @Test
    void aDirectoryOfOtherFilesIsTold() throws IOException {
        Files.createDirectories(database.resolve("base"));

        assertThat(refused()).hasMessageContaining("postgresql is no database");
    }

    @Test
    void anEmptyDirectoryIsNotInTheWay() throws IOException {
        Files.createDirectory(database);

        Databases.launch(data).close();

        assertThat(database.resolve("PG_VERSION")).exists();
    }

    private SetupException refused() throws IOException {
        SetupException refused =
                catchThrowableOfType(SetupException.class, () -> EmbeddedDatabase.launch(data, Databases.PROGRAMS));
        try (Stream<Path> files = Files.list(data)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("no half-made database")
                    .noneMatch(name -> name.startsWith("postgresql-new"));
        }
        assertThat(refused.action()).contains("For a new one");
        return refused;
    }
}
