package dev.reevaluate.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of the machine's processes may be databases: those of all users and paths are looked at. */
class LeftBehindTests {

    @ParameterizedTest
    @CsvSource({
        "/usr/lib/postgresql/18/bin/postgres, true",
        "C:\\programs\\bin\\postgres.exe, true",
        "postgres, true",
        "/var/lib/postgres/bin/sleep, false",
        "/usr/bin/my-postgres, false"
    })
    void theNameOfTheProgramCounts(String command, boolean postgres) {
        assertThat(LeftBehind.isPostgres(command)).isEqualTo(postgres);
    }

    // As "/srv/größe/bin/postgres" is where file names are ASCII
    @ParameterizedTest
    @CsvSource({"/srv/gr?e/bin/, true", "/srv/postgres/, false"})
    void aPathThatIsNoneHereIsLookedAtAllTheSame(String folder, boolean postgres) {
        String unreadable = folder.replace('?', '\0') + (postgres ? "postgres" : "\0");

        assertThat(LeftBehind.isPostgres(unreadable)).isEqualTo(postgres);
    }
}
