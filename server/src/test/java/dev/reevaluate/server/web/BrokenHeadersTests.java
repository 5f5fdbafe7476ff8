package dev.reevaluate.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whatever stands in a header, a query or a body that is none, nothing of it and no line about it comes into the log. */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class BrokenHeadersTests {

    private static final String KEY = "X-CEKURA-API-KEY: demo-key";
    private static final Map<Boolean, List<String>> PATHS = Map.of(
            true,
            List.of("/actuator", "/actuator/health", "/actuator/prometheus", "/actuator/info", "/nothing", "/error"),
            false,
            List.of(
                    "/",
                    "/docs/",
                    "/docs/start.js",
                    "/console/app.js",
                    "/openapi.yaml",
                    "/nothing",
                    "/error",
                    "/test_framework/v1/results/101/",
                    "/test_framework/v1/results/bulk_evaluate_metrics/"));

    private final World world;
    private final int port;
    private final int managementPort;

    @Autowired
    BrokenHeadersTests(World world, @LocalServerPort int port, @LocalManagementPort int managementPort) {
        this.world = world;
        this.port = port;
        this.managementPort = managementPort;
    }

    @BeforeAll
    void demo() throws IOException {
        world.startFromDemo();
        // The first caller there makes Spring tell that it is ready
        Wire.send(managementPort, Wire.head("GET /actuator/health"), "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: secret",
                "Accept: */secret",
                "Accept: text/html;q=secret",
                "Accept-Charset: secret;;",
                "Accept-Encoding: secret;;q=z",
                "Accept-Language: secret-----;q=z",
                "Access-Control-Request-Method: secret",
                "Authorization: Basic secret",
                "Baggage: secret;;=",
                "Connection: secret, upgrade",
                "Content-Disposition: secret",
                "Content-Encoding: secret",
                "Content-Length: secret",
                "Content-Type: secret",
                "Content-Type: ;;;secret",
                "Content-Type: text/html; charset=secret",
                "Content-Type: multipart/form-data; secret",
                "Cookie: key-secret==\"\\;",
                "Cookie: $Version=9; secret=1",
                "Cookie: secret=\u0001",
                "Cookie: secret=\"",
                "Date: secret",
                "Expect: secret",
                "Forwarded: secret",
                "Host: secret:secret",
                "Idempotency-Key: secret,,",
                "If-Match: secret",
                "If-Modified-Since: secret",
                "If-None-Match: secret\"",
                "If-Range: secret",
                "If-Unmodified-Since: secret",
                "Origin: http://[secret",
                "Prefer: code=secret",
                "Range: bytes=secret",
                "Range: secret=0-1",
                "Referer: secret\u00ff",
                "Sec-WebSocket-Key: secret",
                "secret",
                "secret : x",
                "Traceparent: 00-secret-00-01",
                "Tracestate: secret==",
                "Transfer-Encoding: secret",
                "Upgrade: h2c, secret",
                "User-Agent: secret\u0080",
                "X-Forwarded-For: secret",
                "X-Forwarded-Host: secret ::",
                "X-HTTP-Method-Override: secret"
            })
    void aHeaderWritesNothingIntoTheLog(String header, CapturedOutput log) throws IOException {
        send("", log, header);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?secret=%zz",
                "?secret=%",
                "?%ff=secret",
                "?=secret",
                "?&&secret&",
                "?secret=%u0041",
                ";secret=%zz"
            })
    void aQueryWritesNothingIntoTheLog(String query, CapturedOutput log) throws IOException {
        send(query, log, "X: y");
        send(query, log, "Content-Type: application/x-www-form-urlencoded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"})
    void aBodyWritesNothingIntoTheLog(String type, CapturedOutput log) throws IOException {
        send("", log, "Content-Type: " + type, "Content-Length: 12");
    }

    private void send(String query, CapturedOutput log, String... headers) throws IOException {
        String before = log.getAll();
        for (var paths : PATHS.entrySet()) {
            for (String path : paths.getValue()) {
                for (String method : List.of("GET", "POST", "OPTIONS")) {
                    List<String> head = Wire.head(method + " " + path + query, headers);
                    head.add(KEY);

                    Wire.Answer answer = Wire.send(paths.getKey() ? managementPort : port, head, "{%zz:secret=");

                    assertThat(answer.status()).as("%s %s", method, path).isNotEqualTo(500);
                }
            }
        }
        assertThat(log.getAll().substring(before.length())).isEmpty();
    }
}
