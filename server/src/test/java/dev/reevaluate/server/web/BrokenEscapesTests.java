package dev.reevaluate.server.web;

import static dev.reevaluate.server.web.Http.BULK;
import static dev.reevaluate.server.web.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A path whose escapes stand for nothing is refused wherever it leads, with or without a key. */
@ServerTest
class BrokenEscapesTests {

    private static final String KEY = "X-CEKURA-API-KEY: demo-key";
    private static final String RESULTS = "/test_framework/v1/results/";
    private static final String MALFORMED = "{\"non_field_errors\":[\"Malformed HTTP request.\"]}";

    private final List<Integer> ports;

    @Autowired
    BrokenEscapesTests(@LocalServerPort int port, @LocalManagementPort int managementPort) {
        ports = List.of(port, managementPort);
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
                "%00"
            })
    void aBrokenEscapeInAPathIsMalformedWhereverItIs(String escape) throws IOException {
        for (String path :
                List.of("/", "/docs/", "/console/", "/nothing/", "/actuator/", RESULTS, "/test_framework/")) {
            for (int anyPort : ports) {
                Wire.Answer answer = Wire.send(anyPort, head("GET " + path + escape, KEY), "");

                assertThat(answer.body()).isEqualTo(MALFORMED);
                assertThat(answer.status()).isEqualTo(400);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "%u0041", "%+1", "b=%zz", "b=1,%zz"})
    void soItIsBehindASemicolon(String escape) throws IOException {
        for (String path : List.of("/", "/docs/", "/nothing", "/actuator/health", RESULTS + "101", BULK)) {
            for (int anyPort : ports) {
                Wire.Answer answer = Wire.send(anyPort, head("GET " + path + ";" + escape + "/"), "");

                assertThat(answer.body()).isEqualTo(MALFORMED);
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.head()).contains("Content-Security-Policy: default-src 'none'");
            }
        }
    }
}
