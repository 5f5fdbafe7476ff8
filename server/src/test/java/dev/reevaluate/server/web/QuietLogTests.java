package dev.reevaluate.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.catalina.core.StandardContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.test.context.TestPropertySource;

/** A caller that leaves, or sends what nobody reads, writes no line into the log, and leaves nothing behind in the server. */
@ServerTest
@TestPropertySource(properties = "reevaluate.web.body-timeout=1s")
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class QuietLogTests {

    private static final int PATIENCE_MILLIS = 10_000;
    private static final String KEY = "X-CEKURA-API-KEY: demo-key\r\n";

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d+) ");

    private final World world;
    private final int port;
    private final StandardContext requests;

    @Autowired
    QuietLogTests(World world, @LocalServerPort int port, WebServerApplicationContext context) {
        this.world = world;
        this.port = port;
        TomcatWebServer server = (TomcatWebServer) Objects.requireNonNull(context.getWebServer());
        this.requests = (StandardContext) server.getTomcat().getHost().findChildren()[0];
    }

    @BeforeEach
    void demo() {
        world.startFromDemo();
    }

    @AfterEach
    void nothingIsLeftOfTheRequest(CapturedOutput log) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(requests.getInProgressAsyncCount()).isZero());
        assertThat(log.getAll().lines().filter(line -> line.matches(".*( WARN | ERROR |Exception).*")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "POST /docs/, 405",
        "GET /docs/, 200",
        "PUT /docs/index.html, 405",
        "GET /docs/swagger-ui-bundle.js, 200",
        "GET /docs/nothing, 404",
        "GET /docs/../application.yaml, 404",
        "GET /openapi.yaml, 200",
        "POST /openapi.yaml, 405",
        "GET /, 200",
        "GET /docs, 302",
        "POST /console/app.js, 405",
        "GET /console/nothing.js, 404",
        "POST /, 405",
        "GET /nothing, 404",
        "POST /nothing, 404",
        "POST /test_framework/v1/results/bulk_evaluate_metrics/, 415",
        "GET /test_framework/v1/results/101/, 200",
        "GET /test_framework/v1/results/999/, 404",
        "DELETE /test_framework/v1/results/101/, 405",
        "TRACE /docs/, 405",
        "FOO /docs/, 405"
    })
    void aBodyThatNobodyReadsIsSkippedAndTheConnectionKept(String request, String status) throws IOException {
        String whole = request + " HTTP/1.1\r\nHost: x\r\n" + KEY + "Content-Length: 5\r\n\r\n{\"a\":";

        String answers = answers(whole + whole.replace("Host: x", "Host: x\r\nConnection: close"));

        assertThat(STATUS.matcher(answers).results().map(answer -> answer.group(1)))
                .containsExactly(status, status);
    }

    @ParameterizedTest
    @CsvSource({
        "POST /docs/, 405, Content-Length: 10000",
        "GET /docs/, 200, Transfer-Encoding: chunked",
        "GET /openapi.yaml, 200, Content-Length: 10000",
        "POST /nothing, 404, Transfer-Encoding: chunked",
        "POST /test_framework/v1/results/bulk_evaluate_metrics/, 415, Content-Length: 10000",
        "GET /test_framework/v1/results/101/, 200, Transfer-Encoding: chunked"
    })
    void aBodyThatNeverEndsIsAnsweredAsOneThatDoes(String request, String status, String framing) throws IOException {
        String answer = answers(request + " HTTP/1.1\r\nHost: x\r\n" + KEY + framing + "\r\n\r\n5\r\n{");

        assertThat(STATUS.matcher(answer).results().map(found -> found.group(1)))
                .containsExactly(status);
        assertThat(answer).contains("Connection: close");
    }

    @ParameterizedTest
    @CsvSource({
        "GET /docs/swagger-ui-bundle.js",
        "GET /openapi.yaml",
        "POST /nothing",
        "POST /test_framework/v1/results/bulk_evaluate_metrics/",
        "GET /test_framework/v1/results/"
    })
    void aCallerThatLeavesInTheMiddleIsForgotten(String request) throws IOException {
        String head = request + " HTTP/1.1\r\nHost: x\r\n" + KEY + "Content-Type: application/json\r\n";
        for (String rest : new String[] {
            "Content-L",
            "\r\n",
            "Content-Length: 10000\r\n\r\n{",
            "Transfer-Encoding: chunked\r\n\r\n5\r\n{",
            "Content-Length: 3\r\n\r\n{}",
            "Content-Length: 2\r\n\r\n{}"
        }) {
            for (boolean reset : new boolean[] {true, false}) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    socket.setSoLinger(reset, 0);
                    socket.getOutputStream().write((head + rest).getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST /docs/, true",
        "POST /nothing, false",
        "POST /test_framework/v1/results/bulk_evaluate_metrics/, true",
        "POST /test_framework/v1/results/bulk_evaluate_metrics/, false",
        "GET /test_framework/v1/results/101/, true"
    })
    void aCallerThatLeavesWithItsAnswerIsForgotten(String request, boolean reset) throws IOException {
        for (String framing : new String[] {"Content-Length: 10000", "Transfer-Encoding: chunked"}) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(PATIENCE_MILLIS);
                String sent = request + " HTTP/1.1\r\nHost: x\r\n" + framing + "\r\n\r\n5\r\n{";
                socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));

                assertThat(socket.getInputStream().read()).isEqualTo('H');

                socket.setSoLinger(reset, 0);
            }
        }
    }

    private String answers(String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder answers = new StringBuilder();
            byte[] buffer = new byte[8192];
            try {
                for (int n; (n = socket.getInputStream().read(buffer)) >= 0; ) {
                    answers.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
                }
            } catch (SocketException closedWithUnreadBytes) {
                // After the answer
            }
            return answers.toString();
        }
    }
}
