package dev.reevaluate.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reevaluate.stubs.Stubs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The mock answers requests that no document speaks of, and that few clients send, as the server does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OddRequestsTest extends RunningServer {

    private static final String BULK = "/test_framework/v1/results/bulk_evaluate_metrics/";

    private final Stubs stubs = Stubs.withTheirExtension();

    @BeforeAll
    void untouchedWorkspace() {
        startOver();
    }

    @AfterAll
    void stopTheMock() {
        stubs.close();
    }

    @ParameterizedTest
    @CsvSource({"X-CEKURA-API-KEY, demo-key, 401", "Content-Type, application/json, 415"})
    void aHeaderThatComesTwiceIsAnsweredAlike(String header, String value, int status)
            throws IOException, InterruptedException {
        List<String> bodies = new ArrayList<>();
        for (String base : List.of("http://localhost:" + port, stubs.url())) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(base + BULK))
                                    .POST(BodyPublishers.ofString("{\"result_ids\": [101], \"metric_ids\": [11]}"))
                                    .header("X-CEKURA-API-KEY", "demo-key")
                                    .header("Content-Type", "application/json")
                                    .header(header, value)
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(base).isEqualTo(status);
            bodies.add(answer.body());
        }
        assertThat(bodies.get(1)).isEqualTo(bodies.get(0));
    }

    // As bytes, since no client would send each of them
    @ParameterizedTest
    @MethodSource("oddRequests")
    void anOddRequestIsAnsweredAlike(String name, String request, int status) throws IOException {
        RawAnswer expected = RawAnswer.of(port, request);
        stubs.startOver();
        RawAnswer actual = RawAnswer.of(URI.create(stubs.url()).getPort(), request);
        startOver();

        assertThat(expected.status()).isEqualTo(status);
        assertThat(actual.status()).isEqualTo(status);
        if (status >= 400) {
            assertThat(actual.body()).isEqualTo(expected.body());
            assertThat(actual.head()).contains("application/json");
        }
    }

    static Stream<Arguments> oddRequests() {
        String json = "{\"result_ids\": [101], \"metric_ids\": [11]}";
        String part = "--cut\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n";
        String multipart = "multipart/form-data; boundary=cut";
        String metric = part.formatted("metric_ids", "", "11") + "--cut--\r\n";
        return Stream.of(
                arguments("an empty charset", posted(json, "Content-Type: application/json; charset="), 200),
                arguments("an empty parameter", posted(json, "Content-Type: application/json; x="), 200),
                arguments(
                        "an empty charset in quotes",
                        posted(json, "Content-Type: application/json; charset=\"\""),
                        200),
                arguments("an unknown charset", posted(json, "Content-Type: application/json; charset=x"), 415),
                arguments(
                        "said to be gzip",
                        posted(json, "Content-Type: application/json", "Content-Encoding: gzip"),
                        415),
                arguments(
                        "identity", posted(json, "Content-Type: application/json", "Content-Encoding: identity"), 200),
                arguments(
                        "3,000 parts",
                        posted(
                                part.formatted("result_ids", "", "101").repeat(3000) + metric,
                                "Content-Type: " + multipart),
                        400),
                arguments(
                        "a part's header of 9 KB",
                        posted(
                                part.formatted("result_ids", "\r\nX: " + "a".repeat(9000), "101") + metric,
                                "Content-Type: " + multipart),
                        200),
                arguments(
                        "an empty charset of a form",
                        posted(
                                part.formatted("result_ids", "", "101") + metric,
                                "Content-Type: multipart/form-data; charset=; boundary=cut"),
                        200),
                arguments(
                        "the key twice",
                        posted(json, "Content-Type: application/json", "X-CEKURA-API-KEY: demo-key"),
                        401),
                arguments(
                        "the type twice",
                        posted(json, "Content-Type: application/json", "Content-Type: application/json"),
                        415),
                arguments("a segment that is a semicolon's", odd("/test_framework/v1/results/101/;x=1"), 404),
                arguments("a parameter of a segment", odd("/test_framework/v1/results/101;x=1/"), 200),
                arguments("an escaped slash", odd("/test_framework/v1/results%2F101/"), 400),
                arguments("an escaped backslash", odd("/test_framework/v1/results%5C101/"), 400),
                arguments("no UTF-8", odd("/test_framework/v1/results/%ff/"), 400),
                arguments("a broken escape", odd("/test_framework/v1/results/%zz/"), 400),
                arguments("an escape as JavaScript's", odd("/test_framework/v1/results/%u0041/"), 400),
                arguments("a broken escape behind a semicolon", odd("/test_framework/v1/results/101;a=%zz/"), 400),
                arguments("a sign in an escape", odd("/test_framework/v1/results/?search=%+1"), 400),
                arguments("leading zeros", odd("/test_framework/v1/results/0101/"), 200),
                arguments("leading zeros in a query", odd("/test_framework/billing/info/?organization_id=01"), 200),
                arguments("2,500 ids", odd("/test_framework/v1/runs/bulk/?run_ids=" + "x,".repeat(2500)), 400),
                arguments(
                        "chunks that are none",
                        odd(BULK, "Content-Type: application/json", "Transfer-Encoding: chunked")
                                        .replaceFirst("GET", "POST")
                                + "x\r\n",
                        400),
                arguments("150 headers", odd("/test_framework/v1/results/101/", "A: b\r\n".repeat(150) + "C: d"), 400),
                arguments("a bracket in a query", odd("/test_framework/v1/results/?search=[a]"), 400),
                arguments("a brace in a path", odd("/test_framework/v1/results/{id}/"), 400),
                arguments("TRACE", odd(BULK).replace("GET ", "TRACE "), 405));
    }

    private static String odd(String path, String... headers) {
        return "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-CEKURA-API-KEY: demo-key\r\n%s\r\n"
                .formatted(
                        path, Stream.of(headers).map(header -> header + "\r\n").collect(Collectors.joining()));
    }

    // The first of the rest is the body
    private static String posted(String body, String header, String... others) {
        String length = "Content-Length: " + body.length();
        return odd(
                                BULK,
                                Stream.concat(Stream.of(length, header), Stream.of(others))
                                        .toArray(String[]::new))
                        .replaceFirst("GET", "POST")
                + body;
    }
}
