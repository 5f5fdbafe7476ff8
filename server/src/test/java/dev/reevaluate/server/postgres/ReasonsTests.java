package dev.reevaluate.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of all that PostgreSQL says, whoever starts the server is shown what tells him something. */
class ReasonsTests {

    @Test
    void theLastFailureIsShownWithItsDetails() {
        assertThat(Reasons.in(
                        List.of(
                                "2026-11-25 18:06:05.190 UTC [8387] LOG:  starting PostgreSQL 18.4",
                                "2026-11-25 18:06:05.190 UTC [8387] FATAL:  database files are incompatible with server",
                                "2026-11-25 18:06:05.190 UTC [8387] DETAIL:  The data directory was initialized by 17.",
                                "2026-11-25 18:06:05.190 UTC [8387] LOG:  database system is shut down"),
                        ""))
                .isEqualTo("FATAL: database files are incompatible with server"
                        + " DETAIL: The data directory was initialized by 17.");
    }

    @Test
    void withoutAFailureTheLastLinesAreShown() {
        assertThat(Reasons.in(List.of("1", "2", "3", "", "4", "5", "6"), "")).isEqualTo("2 3 4 5 6");
    }

    @Test
    void aRecoveryIsMeasuredInWhatWasReadAgain(@TempDir Path directory) throws IOException {
        PostgresLog log = PostgresLog.begin(directory.resolve("log"));
        Files.writeString(log.file(), """
                2026-11-25 18:06:05.190 UTC [1] LOG:  redo starts at 0/FF000028
                2026-11-25 18:06:06.190 UTC [1] LOG:  redo in progress, elapsed time: 1.00 s, current LSN: 0/FF100028
                2026-11-25 18:06:07.190 UTC [1] LOG:  redo in progress, elapsed time: 2.00 s, current LSN: 1/04000028
                """);

        assertThat(log.recoverySince(0)).hasValue("80 MB of its log read again in 2 s");
        assertThat(log.recoverySince(log.size())).isEmpty();
    }
}
