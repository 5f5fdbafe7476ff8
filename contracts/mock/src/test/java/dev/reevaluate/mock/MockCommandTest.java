package dev.reevaluate.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the mock's command can't make sense of ends it with 2 and says why, before anything is started. */
class MockCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void whatIsNoOriginIsRefused() {
        assertThat(run("--allowed-origins=app.example.com")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("\"app.example.com\" is no origin");
    }

    @Test
    void anUnknownOptionIsRefused() {
        assertThat(run("--prot=8090")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("unknown option --prot=8090")
                .contains("--port=PORT");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --port=0 --port=0           | --port is given twice
            --verbose --verbose         | --verbose is given twice
            --port 8090                 | --port needs a value: --port=
            --port=                     | --port needs a value: --port=
            --workspace=                | --workspace needs a value: --workspace=
            --bind-address=             | --bind-address needs a value: --bind-address=
            --verbose=no                | unknown option --verbose=no
            """)
    void anOptionThatIsGivenTwiceOrWithoutItsValueIsRefused(String args, String mistake) {
        assertThat(run(args.split(" "))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(mistake);
    }

    @Test
    void aFileThatTheLocaleCanNotNameIsRefused() {
        assertThat(run("--workspace=gr\0")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("can't be written in this locale");
    }

    @Test
    void aPortThatIsNoneIsRefused() {
        assertThat(run("--port=http")).isEqualTo(2);
        assertThat(run("--port=65536")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("not \"http\"")
                .contains("not \"65536\"");
    }

    @Test
    void aBusyPortIsRefused() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run("--port=" + other.getLocalPort())).isEqualTo(2);
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("is the port in use?");
    }

    @Test
    void helpIsNoError() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(Options.USAGE);
    }

    private int run(String... args) {
        return Mock.run(
                args,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
