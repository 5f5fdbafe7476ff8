package dev.reevaluate.contracts.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reevaluate.contracts.RunningServer;
import dev.reevaluate.contracts.Stubs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The mock, a WireMock with the published stubs and their extension, answers every case as the server does: status, headers
 * and body, texts included. What it can't know, because no request alone decides it, the guide of the stubs tells.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MockEqualsServerTest extends RunningServer {

    private static final String BULK = "/test_framework/v1/results/bulk_evaluate_metrics/";
    private static final JsonMapper JSON = new JsonMapper();

    static final List<Case> ALL = Cases.ofTheContract(OpenApi.load());

    private final Stubs stubs = Stubs.withTheirExtension();
    private final Http mock = new Http(stubs.url());
    private Http server = new Http("");

    @BeforeAll
    void meetTheServer() {
        server = new Http("http://localhost:" + port);
        startOver();
    }

    @AfterAll
    void stopTheMock() {
        stubs.close();
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("ALL")
    void theMockAnswersAsTheServer(Case example) {
        Answer expected = ConformanceTest.ANSWERS.computeIfAbsent(example.name(), none -> ofTheServer(example));
        stubs.startOver();

        assertThat(comparable(mock.send(example.request()))).isEqualTo(comparable(expected));
    }

    // What the rules say of one result and one metric, they say of many
    @ParameterizedTest
    @ValueSource(strings = {"demo-key", "other-key"})
    void everyResultWithEveryMetricIsAnsweredAlike(String key) throws IOException {
        JsonNode world =
                new YAMLMapper().readTree(new ClassPathResource("demo/workspace.yaml").getContentAsByteArray());
        for (JsonNode result : world.path("results")) {
            for (JsonNode metric : world.path("metrics")) {
                Request request =
                        bulk(key, result.path("id").asLong(), metric.path("id").asLong());
                Answer expected = server.send(request);
                if (expected.status() == 200) {
                    startOver();
                }
                stubs.startOver();

                assertThat(comparable(mock.send(request)))
                        .as("result %s, metric %s", result.path("id"), metric.path("id"))
                        .isEqualTo(comparable(expected));
            }
        }
    }

    @Test
    void aStoryUnderIdempotencyKeysIsAnsweredAlike() {
        startOver();
        stubs.reset();
        List<Request> story = List.of(
                bulk("demo-key", 101, 11).withHeader("Idempotency-Key", "a"),
                bulk("demo-key", 101, 11).withHeader("idempotency-key", "a"),
                bulk("demo-key", 101, 12).withHeader("Idempotency-Key", "a"),
                bulk("demo-key", 999, 12).withHeader("Idempotency-Key", "a"),
                bulk("demo-project-key", 101, 12).withHeader("Idempotency-Key", "a"),
                bulk("demo-project-key", 101, 11).withHeader("Idempotency-Key", "a"),
                bulk("other-key", 901, 91).withHeader("Idempotency-Key", "a"),
                // Refused, and so not remembered
                bulk("demo-key", 999, 11).withHeader("Idempotency-Key", "b"),
                bulk("demo-key", 101, 11).withHeader("Idempotency-Key", "b"),
                bulk("demo-key", 999, 11).withHeader("Idempotency-Key", "b"),
                form("result_ids=102&result_ids=101&metric_ids=11").withHeader("Idempotency-Key", "c"),
                form("metric_ids=11&result_ids=101&result_ids=102&x=1").withHeader("Idempotency-Key", "c"),
                form("metric_ids=11&result_ids=101").withHeader("Idempotency-Key", "c"));

        List<Integer> statuses = new ArrayList<>();
        for (Request request : story) {
            Answer expected = server.send(request);
            statuses.add(expected.status());
            assertThat(comparable(mock.send(request)))
                    .as("request %d of the story", statuses.size())
                    .isEqualTo(comparable(expected));
        }
        assertThat(statuses).containsExactly(200, 200, 422, 422, 200, 422, 200, 400, 200, 422, 200, 200, 422);

        stubs.reset();
        assertThat(mock.send(story.get(2)).status()).as("forgotten").isEqualTo(200);
        stubs.reset();
        startOver();
    }

    // In each, more is wrong than an answer tells
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"result_ids\": [101], \"metric_ids\": [%s]} \"\"",
                "{\"result_ids\": [%s], \"metric_ids\": [11]} {}",
                "{\"result_ids\": [%1$s], \"metric_ids\": [%1$s]} 1.5"
            })
    void aMegabyteOfWrongItemsIsAnsweredAlikeAndInShort(String template) {
        String item = template.substring(template.lastIndexOf(' ') + 1);
        int room = 1_000_000 / (template.contains("%1$s") ? 2 : 1);
        String items = item + ("," + item).repeat(room / (item.length() + 1) - 1);
        String body = template.substring(0, template.lastIndexOf(' ')).formatted(items);
        Request request = post(BULK, "demo-key", body);
        stubs.startOver();

        Answer expected = server.send(request);

        assertThat(expected.status()).isEqualTo(400);
        assertThat(expected.body()).hasSizeLessThan(20_000).containsPattern("\\.\\.\\. and \\d{6} more");
        assertThat(comparable(mock.send(request))).isEqualTo(comparable(expected));
    }

    @Test
    void manyUnknownIdsAreAnsweredAlikeAndInShort() {
        String ids = IntStream.range(5000, 5500).mapToObj(String::valueOf).collect(Collectors.joining(","));
        Request request = post(BULK, "demo-key", "{\"result_ids\": [101], \"metric_ids\": [%s]}".formatted(ids));
        stubs.startOver();

        Answer expected = server.send(request);

        assertThat(expected.body())
                .contains("Invalid pk \\\"5099\\\" - object does not exist.", "... and 400 more")
                .doesNotContain("5100");
        assertThat(comparable(mock.send(request))).isEqualTo(comparable(expected));
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
                arguments("leading zeros", odd("/test_framework/v1/results/0101/"), 200),
                arguments("leading zeros in a query", odd("/test_framework/billing/info/?organization_id=01"), 200),
                arguments("2,500 ids", odd("/test_framework/v1/runs/bulk/?run_ids=" + "x,".repeat(2500)), 400),
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

    /** What comes back on a socket. */
    private record RawAnswer(int status, String head, String body) {

        static RawAnswer of(int port, String request) throws IOException {
            try (Socket socket = new Socket("localhost", port)) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                socket.getInputStream().transferTo(bytes);
                String[] parts = bytes.toString(StandardCharsets.UTF_8).split("\r\n\r\n", 2);
                // Short as they are, refusals come in one chunk
                String body = parts[1].replaceFirst("^[0-9a-f]+\r\n", "").replaceFirst("\r\n0\r\n\r\n$", "");
                return new RawAnswer(Integer.parseInt(parts[0].split(" ", 3)[1]), parts[0], body);
            }
        }
    }

    private static Request post(String path, String key, String body) {
        Map<String, List<String>> headers =
                Map.of("X-CEKURA-API-KEY", List.of(key), "Content-Type", List.of("application/json"));
        return new Request("POST", path, "", headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Request form(String body) {
        return bulk("demo-key", 0, 0)
                .withBody("application/x-www-form-urlencoded", body.getBytes(StandardCharsets.UTF_8));
    }

    private static Request bulk(String key, long result, long metric) {
        return post(BULK, key, "{\"result_ids\": [%d], \"metric_ids\": [%d]}".formatted(result, metric));
    }

    private Answer ofTheServer(Case example) {
        Answer answer = server.send(example.request());
        if (answer.status() == 200 && !example.request().method().equals("GET")) {
            startOver();
        }
        return answer;
    }

    private static Map<String, Object> comparable(Answer answer) {
        return Map.of(
                "status", answer.status(),
                "type", answer.mediaType(),
                "allow", answer.header("Allow").orElse(""),
                "authenticate", answer.header("WWW-Authenticate").orElse(""),
                "retry", answer.header("Retry-After").orElse(""),
                "body", answer.body().isEmpty() || answer.bodiless() ? "" : body(answer));
    }

    // A refusal to the letter; of data, all but when it was written, and where it was asked for
    private static Object body(Answer answer) {
        if (answer.status() >= 400) {
            return answer.body();
        }
        JsonNode body = JSON.readTree(answer.body());
        for (String varying : List.of("created_at", "updated_at", "next", "previous")) {
            body.findParents(varying).forEach(parent -> ((ObjectNode) parent).remove(varying));
        }
        return body;
    }
}
