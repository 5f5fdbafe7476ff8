package dev.reevaluate.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MockTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void theGreetingNamesARequestThatIsAccepted() throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            assertThat(mock.greeting())
                    .contains(mock.url())
                    .contains("-d '{\"result_ids\": [101, 102], \"metric_ids\": [11, 12]}'");
            assertThat(post(mock, "{\"result_ids\": [101, 102], \"metric_ids\": [11, 12]}")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aRequestThatNoContractCoversIsToldTheNearestOne() throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            HttpResponse<String> response = post(mock, "{\"result_ids\": [101, 102, 103], \"metric_ids\": [11, 12]}");

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
            assertThat(response.body())
                    .contains("\"detail\"")
                    .contains("No contract covers this request.")
                    .contains("Nearest: bulk_evaluate/");
        }
    }

    @Test
    void anUnknownOptionIsRefused() {
        assertThat(run("--prot=8090")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("unknown option --prot=8090")
                .contains("--port=PORT");
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

    private static HttpResponse<String> post(Mock mock, String body) throws IOException, InterruptedException {
        URI uri = URI.create(mock.url() + "/test_framework/v1/results/bulk_evaluate_metrics/");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("X-CEKURA-API-KEY", "demo-key")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
