package dev.reevaluate.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reevaluate.server.SetupException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        Files.createDirectory(temporary.resolve("sub"));
        try (DataDirectory first = DataDirectory.take(temporary)) {
            assertThat(first).isNotNull();

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
    void aFileInItsPlaceIsRefusedWithWhatToDo() throws IOException {
        Path file = Files.writeString(temporary.resolve("data"), "");

        SetupException refused = catchThrowableOfType(SetupException.class, () -> DataDirectory.take(file));

        assertThat(refused).hasMessageContaining(file.toString());
        assertThat(refused.action()).contains("--reevaluate.data-dir");
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
