package dev.reevaluate.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.contracttests.cases.Answer;
import dev.reevaluate.contracttests.cases.CaseRequest;
import dev.reevaluate.contracttests.cases.RequestSender;
import dev.reevaluate.stubs.Stubs;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Beyond the cases, which ConformanceTest compares, the mock answers as the server does: what depends on the data, on earlier
 * requests, or on how much is wrong. What it can't know, because no request alone decides it, the guide of the stubs tells.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MockEqualsServerTest extends RunningServer {

    private static final String BULK = "/test_framework/v1/results/bulk_evaluate_metrics/";
    private static final JsonMapper JSON = new JsonMapper();

    private final Stubs stubs = Stubs.withTheirExtension();
    private final RequestSender mock = new RequestSender(URI.create(stubs.url()));
    private RequestSender server = mock;

    @BeforeAll
    void meetTheServer() {
        server = new RequestSender(URI.create("http://localhost:" + port));
        startOver();
    }

    @AfterAll
    void stopTheMock() {
        stubs.close();
    }

    // What the rules say of one result and one metric, they say of many
    @ParameterizedTest
    @ValueSource(strings = {"demo-key", "other-key"})
    void everyResultWithEveryMetricIsAnsweredAlike(String key) throws IOException {
        JsonNode world =
                new YAMLMapper().readTree(new ClassPathResource("demo/workspace.yaml").getContentAsByteArray());
        for (JsonNode result : world.path("results")) {
            for (JsonNode metric : world.path("metrics")) {
                CaseRequest request =
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

    @ParameterizedTest
    @ValueSource(strings = {"demo-key", "demo-project-key", "demo-read-only-key", "other-key"})
    void everyReadOfTheDemoIsAnsweredAlike(String key) throws IOException {
        startOver();
        stubs.reset();
        JsonNode world =
                new YAMLMapper().readTree(new ClassPathResource("demo/workspace.yaml").getContentAsByteArray());
        List<CaseRequest> reads = new ArrayList<>();
        for (JsonNode result : world.path("results")) {
            reads.add(get("/test_framework/v1/results/%s/".formatted(result.path("id")), "", key));
        }
        for (JsonNode run : world.path("runs")) {
            reads.add(get("/test_framework/v1/runs/bulk/", "run_ids=" + run.path("id"), key));
        }
        for (JsonNode agent : world.path("agents")) {
            reads.add(get("/test_framework/v1/metrics/", "agent_id=" + agent.path("id"), key));
            reads.add(get("/test_framework/v1/results/", "page_size=2&agent_id=" + agent.path("id"), key));
        }
        reads.add(get("/test_framework/billing/info/", "", key));
        reads.add(get("/reevaluate/v1/requests/", "", key));

        for (CaseRequest read : reads) {
            assertThat(comparable(mock.send(read)))
                    .as("%s?%s", read.path(), read.query())
                    .isEqualTo(comparable(server.send(read)));
        }
    }

    @Test
    void aStoryUnderIdempotencyKeysIsAnsweredAlike() {
        startOver();
        stubs.reset();
        List<CaseRequest> story = List.of(
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
        for (CaseRequest request : story) {
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
        CaseRequest request = post(BULK, "demo-key", body);
        stubs.startOver();

        Answer expected = server.send(request);

        assertThat(expected.status()).isEqualTo(400);
        assertThat(expected.body()).hasSizeLessThan(20_000).containsPattern("\\.\\.\\. and \\d{6} more");
        assertThat(comparable(mock.send(request))).isEqualTo(comparable(expected));
    }

    @Test
    void manyUnknownIdsAreAnsweredAlikeAndInShort() {
        String ids = IntStream.range(5000, 5500).mapToObj(String::valueOf).collect(Collectors.joining(","));
        CaseRequest request = post(BULK, "demo-key", "{\"result_ids\": [101], \"metric_ids\": [%s]}".formatted(ids));
        stubs.startOver();

        Answer expected = server.send(request);

        assertThat(expected.body())
                .contains("Invalid pk \\\"5099\\\" - object does not exist.", "... and 400 more")
                .doesNotContain("5100");
        assertThat(comparable(mock.send(request))).isEqualTo(comparable(expected));
    }

    // Spring takes the first for a list that is called page
    @ParameterizedTest
    @ValueSource(
            strings = {"page%5B%5D=3", "page%5B%5D=-1", "status%5B%5D=zzz", "search%5B%5D=a%00b", "_page=2", "nope=1"})
    void aParameterThatIsNotDeclaredIsPassedOverAlike(String undeclared) {
        startOver();
        stubs.reset();
        String results = "/test_framework/v1/results/";
        Answer expected = server.send(get(results, "page_size=2", "demo-key"));

        assertThat(expected.status()).isEqualTo(200);
        for (RequestSender side : List.of(server, mock)) {
            assertThat(comparable(side.send(get(results, "page_size=2&" + undeclared, "demo-key"))))
                    .isEqualTo(comparable(expected));
        }
    }

    /** Also what is no path of the contract, but begins as one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/reevaluate",
                "/reevaluate/",
                "/reevaluate/nowhere",
                "/test_framework",
                "/test_framework/v1/metrics",
                "/test_framework/v1/metrics//"
            })
    void theNeighboursOfPathsAreAnsweredAlike(String path) {
        for (String key : List.of("demo-key", "no-key")) {
            Answer expected = server.send(get(path, "", key));

            assertThat(expected.status()).isEqualTo(key.equals("no-key") ? 401 : 404);
            assertThat(comparable(mock.send(get(path, "", key)))).isEqualTo(comparable(expected));
        }
    }

    private static CaseRequest post(String path, String key, String body) {
        Map<String, List<String>> headers =
                Map.of("X-CEKURA-API-KEY", List.of(key), "Content-Type", List.of("application/json"));
        return new CaseRequest("POST", path, "", headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static CaseRequest get(String path, String query, String key) {
        return new CaseRequest("GET", path, query, Map.of("X-CEKURA-API-KEY", List.of(key)), new byte[0]);
    }

    private static CaseRequest form(String body) {
        return bulk("demo-key", 0, 0)
                .withBody("application/x-www-form-urlencoded", body.getBytes(StandardCharsets.UTF_8));
    }

    private static CaseRequest bulk(String key, long result, long metric) {
        return post(BULK, key, "{\"result_ids\": [%d], \"metric_ids\": [%d]}".formatted(result, metric));
    }

    private static Map<String, Object> comparable(Answer answer) {
        return Map.of(
                "status", answer.status(),
                "type", answer.mediaType(),
                "allow", answer.header("Allow").orElse(""),
                "authenticate", answer.header("WWW-Authenticate").orElse(""),
                "retry", answer.header("Retry-After").orElse(""),
                // Which number it has depends on earlier requests
                "request", answer.header("Location").orElse("").replaceAll("\\d+", "N"),
                "named", answer.header("Reevaluate-Request").isPresent(),
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
