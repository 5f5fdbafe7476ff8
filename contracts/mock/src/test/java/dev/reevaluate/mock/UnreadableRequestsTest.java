package dev.reevaluate.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What WireMock can't read is answered as the server does, or with a 400, and never with a stack trace. */
class UnreadableRequestsTest {

    private static Mock mock;

    @BeforeAll
    static void start() {
        mock = Mock.start(Options.parse("--port=0"));
    }

    @AfterAll
    static void stop() {
        mock.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "%4",
                "%zz",
                "%%",
                "%u0041",
                "%uD83D",
                "%+1",
                "%-1",
                "%1g",
                "%xy%41",
                "a%",
                "%ff",
                "%c0%ae",
                "%ed%a0%80",
                "%2f",
                "%5c",
                "%00",
                ";%zz",
                ";a=%u0041"
            })
    void aBrokenEscapeInAPathIsMalformedAsOnTheServer(String escape) throws Exception {
        for (String path : List.of("/", "/docs/", "/nothing/", "/STUBS.md/", "/test_framework/v1/results/")) {
            for (String method : List.of("GET", "POST", "PATCH", "OPTIONS")) {
                assertThat(raw(method, path + escape, "X: y", ""))
                        .startsWith("HTTP/1.1 400")
                        .contains("application/json")
                        .endsWith("{\"non_field_errors\":[\"Malformed HTTP request.\"]}");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "%%", "%u0041", "%uD83D", "%+1", "%-1", "a%", "%ff", "%ed%a0%80"})
    void aBrokenEscapeInAQueryIsReadWhereAQueryIs(String escape) throws Exception {
        assertThat(raw("GET", "/?a=" + escape, "X: y", "")).startsWith("HTTP/1.1 200");
        assertThat(raw("GET", "/openapi.yaml?" + escape, "X: y", "")).startsWith("HTTP/1.1 200");
        assertThat(raw("GET", "/nothing?" + escape, "X: y", "")).startsWith("HTTP/1.1 404");
        assertThat(raw("GET", "/test_framework/v1/results/?search=" + escape, "X: y", ""))
                .startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET  | /__admin/requests?limit=%zz | X: y                                            | ''
            GET  | /__admin/requests?limit=ten | X: y                                            | ''
            GET  | /__admin/%u0041             | X: y                                            | ''
            PUT  | /__admin/reset              | Content-Type: application/x-www-form-urlencoded | %zz=1
            POST | /__admin/reset              | Content-Type: text/plain; charset=none          | x
            POST | /__admin/reset              | Content-Encoding: gzip                          | x
            POST | /nothing                    | Content-Type: application/x-www-form-urlencoded | %zz=1
            GET  | /                           | Content-Type: application/x-www-form-urlencoded | a=%u0041
            POST | /nothing                    | Content-Encoding: gzip                          | x
            """)
    void whatCanNotBeReadIsRefusedWithoutAStackTrace(String method, String path, String header, String body)
            throws Exception {
        assertThat(raw(method, path, header, body))
                .startsWith("HTTP/1.1 400")
                .endsWith("{\"non_field_errors\":[\"Malformed HTTP request.\"]}");
    }

    private static String raw(String method, String path, String header, String body) throws IOException {
        try (Socket socket = new Socket("localhost", URI.create(mock.url()).getPort())) {
            socket.setSoTimeout(10_000);
            String head =
                    "%s %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-CEKURA-API-KEY: demo-key\r\n%s\r\nContent-Length: %d\r\n\r\n"
                            .formatted(method, path, header, body.length());
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
