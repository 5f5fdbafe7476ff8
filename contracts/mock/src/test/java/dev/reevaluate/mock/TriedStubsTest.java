package dev.reevaluate.mock;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.ClasspathFileSource;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.Extension;
import dev.reevaluate.wiremock.ContractExtensions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mock tries fewer stubs for a request than WireMock's own store does, and finds the same. */
class TriedStubsTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String BULK = "/test_framework/v1/results/bulk_evaluate_metrics/";
    private static final String RESULT_OF_CONTRACTS = "/test_framework/v1/results/101/";
    private static final String RESULT_OF_NO_CONTRACT = "/test_framework/v1/results/107/";
    private static final String OWN = "0d3d1c5e-3f0f-4f6b-9a0e-2f3a5d1f7a11";

    @Test
    void theStubThatAnswersIsTheOneOfWireMocksOwnStore() throws Exception {
        WireMockServer own = new WireMockServer(WireMockConfiguration.options()
                .dynamicPort()
                .fileSource(new ClasspathFileSource(Mock.stubs()))
                .extensions(ContractExtensions.all(List.of()).toArray(Extension[]::new)));
        own.start();
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            for (String request : List.of(
                    "GET " + RESULT_OF_CONTRACTS,
                    "POST " + BULK + " {\"result_ids\": [101, 102], \"metric_ids\": [11, 12]}",
                    "GET " + RESULT_OF_CONTRACTS,
                    "GET " + RESULT_OF_CONTRACTS,
                    "POST " + BULK + " {\"result_ids\": [102, 101, 102], \"metric_ids\": [12, 11]}",
                    "POST " + BULK + " {\"result_ids\": [999, 101, 998], \"metric_ids\": [997, 11]}",
                    "POST " + BULK + " {\"result_ids\": [101, 999, 998], \"metric_ids\": [997, 11]}",
                    "POST " + BULK + " {\"result_ids\": [105, 101, 103], \"metric_ids\": [12]}",
                    "POST " + BULK + " {\"result_ids\": [104], \"metric_ids\": [15]}",
                    "POST " + BULK + " {\"result_ids\": [503], \"metric_ids\": [11]}",
                    "POST " + BULK + " {\"result_ids\": [9999], \"metric_ids\": [11]}",
                    "POST " + BULK + " {\"result_ids\": [], \"metric_ids\": [11]}",
                    "POST /reevaluate/v1/estimates/ {\"result_ids\": [101], \"metric_ids\": [11]}",
                    "GET " + RESULT_OF_NO_CONTRACT,
                    "GET /test_framework/v1/results/00101/",
                    "GET /test_framework/v1/results/",
                    "GET /test_framework/v1/results/?status=failed",
                    "GET /reevaluate/v1/requests/1/",
                    "GET /reevaluate/v1/requests/7/",
                    "GET /elsewhere")) {
                HttpResponse<String> answer = send(mock.url(), request);
                HttpResponse<String> expected = send(own.baseUrl(), request);

                assertThat(answeredBy(answer)).as(request).isEqualTo(answeredBy(expected));
                assertThat(answer.statusCode()).as(request).isEqualTo(expected.statusCode());
            }
        } finally {
            own.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {RESULT_OF_CONTRACTS, RESULT_OF_NO_CONTRACT})
    void aStubOfOnesOwnIsTriedFromWhenItIsAddedUntilItIsRemoved(String path) throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            Optional<String> before = answeredBy(get(mock, path));

            admin(mock, "POST", "mappings", stub("\"urlPath\": \"%s\"".formatted(path), 418));
            assertThat(get(mock, path).statusCode()).isEqualTo(418);

            admin(mock, "PUT", "mappings/" + OWN, stub("\"urlPath\": \"%s\"".formatted(path), 429));
            assertThat(get(mock, path).statusCode()).isEqualTo(429);

            admin(mock, "PUT", "mappings/" + OWN, stub("\"urlPath\": \"/elsewhere\"", 429));
            assertThat(answeredBy(get(mock, path))).isEqualTo(before);

            admin(mock, "PUT", "mappings/" + OWN, stub("\"urlPath\": \"%s\"".formatted(path), 418));
            assertThat(get(mock, path).statusCode()).isEqualTo(418);

            admin(mock, "DELETE", "mappings/" + OWN, "");
            assertThat(answeredBy(get(mock, path))).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"urlPathPattern\": \"/test_framework/v1/results/1../\"",
                "\"urlPathTemplate\": \"/test_framework/v1/results/{id}/\"",
                "\"urlPattern\": \"/test_framework/v1/results/.*\"",
                "\"url\": \"/test_framework/v1/results/101/\"",
                "\"customMatcher\": {\"name\": \"nobody-knows-it\"}, \"method\": \"PUT\"",
                "\"headers\": {\"X-CEKURA-API-KEY\": {\"equalTo\": \"demo-key\"}}"
            })
    void aStubOfOnesOwnIsTriedHoweverItNamesThePath(String asked) throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            admin(mock, "POST", "mappings", stub(asked, 418));

            assertThat(get(mock, RESULT_OF_CONTRACTS).statusCode()).isEqualTo(asked.contains("PUT") ? 200 : 418);
        }
    }

    @Test
    void aContractsStubThatIsRemovedAnswersNoMore() throws Exception {
        String asked = "POST " + BULK + " {\"result_ids\": [503], \"metric_ids\": [11]}";
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            HttpResponse<String> outage = send(mock.url(), asked);
            assertThat(outage.statusCode()).isEqualTo(503);

            admin(
                    mock,
                    "DELETE",
                    "mappings/" + outage.headers().firstValue("Matched-Stub-Id").orElseThrow(),
                    "");

            assertThat(send(mock.url(), asked).statusCode()).isNotEqualTo(503);
        }
    }

    private static String stub(String asked, int status) {
        return """
                {"id": "%s", "priority": 1, "request": {%s}, "response": {"status": %d}}""".formatted(OWN, asked, status);
    }

    private static Optional<String> answeredBy(HttpResponse<String> answer) {
        return answer.headers().firstValue("Matched-Stub-Name");
    }

    private static HttpResponse<String> get(Mock mock, String path) throws IOException, InterruptedException {
        return send(mock.url(), "GET " + path);
    }

    private static void admin(Mock mock, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(mock.url() + "/__admin/" + path))
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }

    /** Sends a method, a path, and a body, if there is one. */
    private static HttpResponse<String> send(String url, String request) throws IOException, InterruptedException {
        String[] parts = request.split(" ", 3);
        HttpRequest.Builder sent =
                HttpRequest.newBuilder(URI.create(url + parts[1])).header("X-CEKURA-API-KEY", "demo-key");
        return CLIENT.send(
                parts.length < 3
                        ? sent.build()
                        : sent.header("Content-Type", "application/json")
                                .method(parts[0], BodyPublishers.ofString(parts[2]))
                                .build(),
                BodyHandlers.ofString());
    }
}
