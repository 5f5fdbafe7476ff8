package dev.reevaluate.server.web;

import static dev.reevaluate.server.web.Http.BULK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A caller that asks before it sends its body (Expect: 100-continue) is asked for it where it is read, and nowhere else. */
@ServerTest
class ExpectedBodiesTests {

    private static final int PATIENCE_MILLIS = 5_000;
    private static final String VALID = "{\"result_ids\": [101], \"metric_ids\": [11]}";
    private static final String KEY = "X-CEKURA-API-KEY: demo-key\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String LENGTH = "Content-Length: " + VALID.length() + "\r\n";

    private final World world;
    private final int port;

    @Autowired
    ExpectedBodiesTests(World world, @LocalServerPort int port) {
        this.world = world;
        this.port = port;
    }

    @BeforeEach
    void demo() {
        world.startFromDemo();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | POST /test_framework/v1/results/bulk_evaluate_metrics/ | Content-Type: application/json
            401 | POST /test_framework/v1/results/bulk_evaluate_metrics/ | X-CEKURA-API-KEY: nobody's
            415 | POST /test_framework/v1/results/bulk_evaluate_metrics/ | X-CEKURA-API-KEY: demo-key
            405 | PUT /test_framework/v1/results/bulk_evaluate_metrics/  | X-CEKURA-API-KEY: demo-key
            404 | POST /nothing                                          | X-CEKURA-API-KEY: demo-key
            405 | POST /docs/                                            | X-CEKURA-API-KEY: demo-key
            """)
    void aBodyThatIsNotReadIsNotAskedFor(int status, String request, String header) throws IOException {
        try (Socket socket = connect()) {
            send(
                    socket,
                    request + " HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n" + header + "\r\n" + LENGTH + "\r\n");

            assertThat(all(socket)).startsWith("HTTP/1.1 " + status).doesNotContain("HTTP/1.1 100");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 41\r\n", "Transfer-Encoding: chunked\r\n"})
    void aBodyThatIsReadIsAskedForOnceAndAnswered(String framing) throws IOException {
        try (Socket socket = connect()) {
            send(
                    socket,
                    "POST " + BULK + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\n" + KEY
                            + JSON + framing + "\r\n");

            assertThat(head(socket)).startsWith("HTTP/1.1 100");

            send(
                    socket,
                    framing.startsWith("Content")
                            ? VALID
                            : Integer.toHexString(VALID.length()) + "\r\n" + VALID + "\r\n0\r\n\r\n");

            assertThat(head(socket)).startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Expect: 100-continue\r\n"})
    void aBodyThatComesUnaskedIsReadAsEver(String expectation) throws IOException {
        try (Socket socket = connect()) {
            send(
                    socket,
                    "POST " + BULK + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + expectation + KEY + JSON + LENGTH
                            + "\r\n" + VALID);

            assertThat(all(socket)).contains("HTTP/1.1 200");
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String all(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private static String head(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).as("what follows %s", head).isNotNegative();
            head.append((char) next);
        }
        return head.toString();
    }
}
