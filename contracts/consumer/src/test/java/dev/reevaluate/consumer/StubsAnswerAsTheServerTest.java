package dev.reevaluate.consumer;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.cloud.contract.stubrunner.junit.StubRunnerExtension;
import org.springframework.cloud.contract.stubrunner.spring.StubRunnerProperties.StubsMode;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The two ways of docs/stubs.md to start the stubs in a test of the JVM, with requests that no contract sends. */
class StubsAnswerAsTheServerTest {

    @RegisterExtension
    static final StubRunnerExtension STUB_RUNNER = new StubRunnerExtension()
            .downloadStub("dev.reevaluate", "reevaluate-contracts")
            .stubsMode(StubsMode.CLASSPATH);

    private static WireMockServer wireMock;

    @BeforeAll
    static void startWireMock() throws IOException {
        String mappings = new PathMatchingResourcePatternResolver()
                .getResources("classpath*:META-INF/dev.reevaluate/reevaluate-contracts/*/STUBS.md")[0]
                .getURL()
                .toString();
        wireMock = new WireMockServer(options()
                .dynamicPort()
                .extensionScanningEnabled(true)
                .usingFilesUnderClasspath(
                        mappings.substring(mappings.lastIndexOf("META-INF"), mappings.lastIndexOf('/'))));
        wireMock.start();
    }

    @AfterAll
    static void stopWireMock() {
        wireMock.stop();
    }

    static Stream<Named<Supplier<String>>> ways() {
        return Stream.of(
                Named.of(
                        "stub runner",
                        () -> STUB_RUNNER.findStubUrl("reevaluate-contracts").toString()),
                Named.of("WireMock alone", () -> wireMock.baseUrl()));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aWrongFormIsToldAllThatIsWrong(Supplier<String> url) throws Exception {
        HttpResponse<String> answer = post(url, "result_ids=101&result_ids=x&metric_ids=");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"result_ids\":[\"Item 1: A valid integer is required.\"],"
                        + "\"metric_ids\":[\"Item 0: A valid integer is required.\"]}");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aFormThatCantBeReadIsRefusedInTheContractsWay(Supplier<String> url) throws Exception {
        HttpResponse<String> answer = post(url, "result_ids=%zz");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"non_field_errors\":[\"Form parse error: malformed percent-encoding.\"]}");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void anyResultsOfTheDemoAreAccepted(Supplier<String> url) throws Exception {
        assertThat(post(url, "metric_ids=12&result_ids=103&result_ids=105").statusCode())
                .isEqualTo(200);
    }

    private static HttpResponse<String> post(Supplier<String> url, String form)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(url.get() + "/test_framework/v1/results/bulk_evaluate_metrics/"))
                .header("X-CEKURA-API-KEY", "demo-key")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
