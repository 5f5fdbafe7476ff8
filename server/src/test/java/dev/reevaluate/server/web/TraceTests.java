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

/** A TRACE is answered on no path with what it said: its key would be a part of that. */
@ServerTest
class TraceTests {

    private static final String KEY = "X-CEKURA-API-KEY: demo-key";
    private static final String RESULTS = "/test_framework/v1/results/";

    private final List<Integer> ports;

    @Autowired
    TraceTests(@LocalServerPort int port, @LocalManagementPort int managementPort) {
        ports = List.of(port, managementPort);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                BULK,
                RESULTS + "101/",
                "/test_framework/nothing/",
                "/",
                "/console/",
                "/console/app.js",
                "/docs",
                "/docs/",
                "/docs/start.js",
                "/docs/nothing",
                "/openapi.yaml",
                "/favicon.ico",
                "/nothing",
                "/error",
                "/actuator",
                "/actuator/health",
                "/%zz",
                "*"
            })
    void aTraceIsRepeatedNowhere(String path) throws IOException {
        for (int anyPort : ports) {
            for (String body : List.of("", "secret")) {
                String all =
                        Wire.sendForAll(anyPort, head("TRACE " + path, KEY, "Content-Length: " + body.length()), body);

                assertThat(all).startsWith("HTTP/1.1 4").doesNotContain("demo-key", "localhost", "secret");
            }
        }
    }
}
