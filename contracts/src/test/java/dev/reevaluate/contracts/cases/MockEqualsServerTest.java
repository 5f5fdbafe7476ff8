package dev.reevaluate.contracts.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.contracts.RunningServer;
import dev.reevaluate.contracts.Stubs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
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

    private static Request form(String body) {
        return bulk("demo-key", 0, 0)
                .withBody("application/x-www-form-urlencoded", body.getBytes(StandardCharsets.UTF_8));
    }

    private static Request bulk(String key, long result, long metric) {
        Map<String, List<String>> headers =
                Map.of("X-CEKURA-API-KEY", List.of(key), "Content-Type", List.of("application/json"));
        byte[] body = "{\"result_ids\": [%d], \"metric_ids\": [%d]}"
                .formatted(result, metric)
                .getBytes(StandardCharsets.UTF_8);
        return new Request("POST", "/test_framework/v1/results/bulk_evaluate_metrics/", "", headers, body);
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
