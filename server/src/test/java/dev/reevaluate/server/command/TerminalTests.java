package dev.reevaluate.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can't be written is told with its reason: a full disk, or whoever read it and stopped. */
class TerminalTests {

    @ParameterizedTest
    @CsvSource({
        "Broken pipe, Whoever reads it stopped before its end: let it read on.",
        "The pipe is being closed, Whoever reads it stopped before its end: let it read on.",
        "No space left on device, Look whether the disk is full."
    })
    void anOutputThatCanNotBeWrittenIsToldWithItsReason(String reason, String advice) {
        StringWriter err = new StringWriter();

        int code = Commands.run(
                new ByteArrayInputStream(new byte[0]),
                Terminal.on(failing(reason)),
                new PrintWriter(err),
                "--version",
                "--logging.level.root=info");

        assertThat(err.toString()).contains("is not complete. " + advice);
        assertThat(code).isEqualTo(1);
    }

    @Test
    void allThatIsWrittenComesOut() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Terminal terminal = Terminal.on(bytes);

        terminal.println("Grüße " + "x".repeat(100_000));

        assertThat(terminal.checkError()).isFalse();
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("Grüße " + "x".repeat(100_000) + System.lineSeparator());
    }

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int single) throws IOException {
                throw new IOException(reason);
            }
        };
    }
}
