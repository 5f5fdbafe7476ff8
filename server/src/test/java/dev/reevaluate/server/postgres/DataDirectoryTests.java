package dev.reevaluate.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reevaluate.server.SetupException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A data directory is held by one server at a time, and free again whatever way that server ended. */
class DataDirectoryTests {

    @TempDir
    private Path temporary;

    @Test
    void aSecondServerIsRefusedAndToldWhichDirectory() throws IOException {
        try (DataDirectory first = DataDirectory.take(temporary)) {
            assertThat(first.database()).isEqualTo(temporary.resolve("postgresql"));

            assertThatThrownBy(() -> DataDirectory.take(temporary))
                    .isInstanceOf(SetupException.class)
                    .hasMessageContaining(temporary.toString());
        }
    }

    @Test
    void theSameDirectoryByAnotherNameIsTheSame() throws IOException {
        Path otherName = temporary.resolve("sub/../.");
        try (DataDirectory first = DataDirectory.take(temporary)) {
            Files.createDirectory(first.path().resolve("sub"));

            assertThatThrownBy(() -> DataDirectory.take(otherName)).isInstanceOf(SetupException.class);
        }
    }

    @Test
    void onceClosedItCanBeTakenAgain() throws IOException {
        DataDirectory.take(temporary).close();

        DataDirectory.take(temporary).close();
    }

    @Test
    void aDirectoryThatDoesNotExistIsMade() throws IOException {
        Path deep = temporary.resolve("a/b/c");

        DataDirectory.take(deep).close();

        assertThat(deep).isDirectory();
    }

    @Test
    void aFileInItsPlaceIsRefusedInASentenceWithWhatToDo() throws IOException {
        Path file = Files.writeString(temporary.resolve("data.txt"), "");

        SetupException refused = catchThrowableOfType(SetupException.class, () -> DataDirectory.take(file));

        assertThat(refused).hasMessageEndingWith("data.txt is a file, and no directory.");
        assertThat(refused).message().doesNotContain("Exception");
        assertThat(refused.action()).contains("--reevaluate.data-dir");
    }

    @Test
    void aDirectoryOfOthersIsRefusedAndLeftAsItIs() throws IOException {
        Path home = Files.createDirectory(temporary.resolve("home"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(home.resolve("letter.txt"), "Dear");

        SetupException refused = catchThrowableOfType(SetupException.class, () -> DataDirectory.take(home));

        assertThat(refused).hasMessageContaining("not this server's, such as letter.txt");
        assertThat(refused.action()).contains("empty directory", "--reevaluate.data-dir=DIR");
        assertThat(home).isDirectoryNotContaining(file -> !file.endsWith("letter.txt"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void aDirectoryOfOthersIsRefusedThoughAFileInItIsNamedLikeOneOfOurs() throws IOException {
        Files.createDirectory(temporary.resolve("python"));
        Files.createDirectory(temporary.resolve("zoo"));

        assertThatThrownBy(() -> DataDirectory.take(temporary))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("not this server's, such as zoo");
    }

    @Test
    void aDirectoryOfThisServersIsTakenWhateverSomebodyHasPutIntoIt() throws IOException {
        DataDirectory.take(temporary).close();
        Files.writeString(temporary.resolve("backup.yaml"), "");

        DataDirectory.take(temporary).close();

        assertThat(temporary.resolve("backup.yaml")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lost+found", "server.lock", "postgresql", "postgresql.log.old", "python", "owner123"})
    void aNewDiskAndWhatAnEarlierStartLeftIsTaken(String name) throws IOException {
        Files.createDirectory(temporary.resolve("data"));
        Files.createFile(temporary.resolve("data").resolve(name));

        DataDirectory.take(temporary.resolve("data")).close();

        assertThat(temporary.resolve("data/server.lock")).exists();
    }

    @Test
    void aDirectoryHeldByAnotherProcessIsRefusedUntilThatIsKilled() throws Exception {
        Process holder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        temporary.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = holder.inputReader()) {
            assertThat(output.readLine()).isEqualTo("taken");

            assertThatThrownBy(() -> DataDirectory.take(temporary))
                    .isInstanceOf(SetupException.class)
                    .hasMessageContaining(temporary.toString());
        } finally {
            holder.destroyForcibly();
        }
        assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();

        DataDirectory.take(temporary).close();
    }

    /** Another server, as far as the directory can tell. */
    static final class Holder {

        private Holder() {}

        /** Takes the directory, says so, and holds it until the input ends. */
        @SuppressWarnings("SystemOut") // says that it is ready
        public static void main(String[] args) throws IOException {
            try (DataDirectory taken = DataDirectory.take(Path.of(args[0]))) {
                System.out.println(Objects.requireNonNull(taken.database()).isAbsolute() ? "taken" : "relative");
                int ended = System.in.read();
                System.out.println(ended);
            }
        }
    }
}
