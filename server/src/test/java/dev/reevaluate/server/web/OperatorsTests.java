package dev.reevaluate.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What an operator watches: health without a key, and meters in which a refused request is one of its path. */
@ServerTest
class OperatorsTests {

    private final World world;
    private final int port;
    private final int managementPort;

    @Autowired
    OperatorsTests(World world, @LocalServerPort int port, @LocalManagementPort int managementPort) {
        this.world = world;
        this.port = port;
        this.managementPort = managementPort;
    }

    @BeforeEach
    void demo() {
        world.startFromDemo();
    }

    @Test
    void healthIsShownWithoutAKey() throws IOException, InterruptedException {
        HttpResponse<String> health =
                Http.send(managementPort, Http.get("/actuator/health").without("X-CEKURA-API-KEY"));

        // Not UP as a whole: the scheduler of the tests is stepped by hand
        assertThat(health.body()).contains("\"db\":{\"status\":\"UP\"}").contains("\"dbScheduler\":");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void anExecutionDuringWhichTheClockWasSetBackLeavesNoStackTrace(
            @Autowired MeterRegistry meters, CapturedOutput output) {
        Timer executions = meters.timer("executions.of.a.test");

        executions.record(Duration.ofMillis(-98));

        assertThat(executions.count()).isZero();
        assertThat(output).doesNotContain("\tat ");
        meters.remove(executions);
    }

    @ParameterizedTest
    @ValueSource(strings = {"env", "configprops", "heapdump", "beans", "loggers"})
    void whatShowsSettingsIsNotExposed(String endpoint) throws IOException, InterruptedException {
        assertThat(Http.send(port, Http.get("/actuator/" + endpoint)).statusCode())
                .isEqualTo(404);
    }

    @Test
    void refusedRequestsAreCountedUnderTheirPath() throws IOException, InterruptedException {
        Http.send(port, Http.bulk("text/plain", "x"));
        Http.send(port, Http.bulk(Http.JSON, "{}"));
        Http.send(port, Http.get("/test_framework/v1/results/abc/"));

        // Names of exceptions are among its labels, which no answer of the contract may show
        String meters = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create("http://localhost:" + managementPort + "/actuator/prometheus"))
                                .build(),
                        BodyHandlers.ofString())
                .body();

        assertThat(meters)
                .containsPattern(counted(415, Http.BULK))
                .containsPattern(counted(400, Http.BULK))
                .containsPattern(counted(404, "/test_framework/v1/results/\\{id\\}/"));
    }

    private static String counted(int status, String path) {
        return "http_server_requests_seconds_count\\{.*status=\"%d\",uri=\"%s\"".formatted(status, path);
    }
}
