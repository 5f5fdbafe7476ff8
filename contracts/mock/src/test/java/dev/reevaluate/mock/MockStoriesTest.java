package dev.reevaluate.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever the mock accepts runs and then completes, for any ids; no contract tells of those here, unless it is said. */
class MockStoriesTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String REQUESTS = "/reevaluate/v1/requests/";
    private static final String RESULTS = "/test_framework/v1/results/";

    private static Mock mock;

    @BeforeAll
    static void serve() {
        mock = Mock.start(Options.parse("--port=0"));
    }

    @AfterAll
    static void stop() {
        mock.close();
    }

    @BeforeEach
    void startAnew() {
        admin("scenarios/reset");
    }

    @Test
    void itsResultsRunAndThenHaveTheNewScores() {
        accept("[103, 105]", "[12]");

        assertThat(read(RESULTS + "103/").path("status").asString()).isEqualTo("running");
        JsonNode completed = read(RESULTS + "103/");
        assertThat(completed.path("status").asString()).isEqualTo("completed");
        for (JsonNode run : completed.path("runs").values()) {
            JsonNode scores = run.path("evaluation").path("metrics");
            if (!run.path("status").asString().matches("completed|failed")) {
                assertThat(scores).isEmpty();
                continue;
            }
            assertThat(scores).hasSize(1);
            assertThat(scores.path(0).path("name").asString()).isEqualTo("Talk Ratio");
            assertThat(scores.path(0).path("score").isNumber()).isTrue();
            assertThat(scores.path(0).path("explanation").path(0).asString()).startsWith("The mock evaluates nothing");
        }
        assertThat(read(RESULTS + "105/").path("status").asString()).isEqualTo("completed");
    }

    @Test
    void theListOfResultsTellsTheSame() {
        accept("[103]", "[12]");

        assertThat(ids(read(RESULTS + "?status=running"))).containsExactly(106L, 103L);
        assertThat(ids(read(RESULTS + "?status=running"))).containsExactly(106L);
        assertThat(read("/test_framework/v1/runs/bulk/?run_ids=1021").findValuesAsString("name"))
                .containsExactly("Talk Ratio");
    }

    @Test
    void eachRequestIsFoundByTheNumberInItsAnswer() {
        HttpResponse<String> first = accept("[103]", "[12]");
        HttpResponse<String> second = accept("[102]", "[16]");

        assertThat(first.headers().firstValue("Reevaluate-Request")).hasValue("1");
        String location = second.headers().firstValue("Location").orElseThrow();
        assertThat(location).isEqualTo(REQUESTS + "2/");

        JsonNode running = read(location);
        assertThat(running.path("state").asString()).isEqualTo("running");
        assertThat(running.path("done").asInt()).isZero();
        JsonNode completed = read(location);
        assertThat(completed.path("state").asString()).isEqualTo("completed");
        assertThat(completed.path("ended_at").isString()).isTrue();
        // As on a new server, which has no judge
        assertThat(completed.path("evaluations").asInt()).isEqualTo(3);
        assertThat(completed.path("failed").asInt()).isEqualTo(3);
        assertThat(completed.path("cost").asString()).isEqualTo("0.60");
        assertThat(completed.path("refunded").asString()).isEqualTo("0.60");
        assertThat(completed.path("failures").path(0).path("evaluations").asInt())
                .isEqualTo(3);
        assertThat(read(REQUESTS + "1/").path("state").asString()).isEqualTo("running");
    }

    @Test
    void listAndDetailTellTheSameTimesWhicheverOfThemAContractAnswers() {
        accept("[101]", "[11]");

        JsonNode running = read(REQUESTS + "1/");
        JsonNode listed = read(REQUESTS).path("results").path(0);
        JsonNode completed = read(REQUESTS + "1/");

        assertThat(listed.path("accepted_at")).isEqualTo(running.path("accepted_at"));
        for (String field : List.of("state", "accepted_at", "ended_at", "evaluations_per_second")) {
            assertThat(completed.path(field)).as(field).isEqualTo(listed.path(field));
        }
    }

    @Test
    void requestsAreListedNewestFirstForTheirOrganizationAlone() {
        accept("[103]", "[12]");
        accept("[105]", "[11]");

        JsonNode page = read(REQUESTS + "?page_size=1");
        assertThat(page.path("count").asInt()).isEqualTo(2);
        assertThat(ids(page)).containsExactly(2L);
        assertThat(page.path("next").asString()).endsWith("page_size=1&page=2");
        assertThat(ids(read(REQUESTS + "?state=completed"))).containsExactly(2L, 1L);
        assertThat(send(request(REQUESTS).setHeader("X-CEKURA-API-KEY", "other-key"))
                        .body())
                .contains("\"count\":0");
        assertThat(send(request(REQUESTS + "1/").setHeader("X-CEKURA-API-KEY", "other-key"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void itsChangesAreFirstScores() {
        accept("[103]", "[12]");

        assertThat(read(REQUESTS + "1/changes/").findValuesAsString("first")).containsExactly("0");
        JsonNode changes = read(REQUESTS + "1/changes/");
        assertThat(changes.path("count").asInt()).isZero();
        JsonNode metric = changes.path("metrics").path(0);
        assertThat(metric.path("evaluated")).isEqualTo(metric.path("first"));
        assertThat(metric.path("first").asInt()).isPositive();
        assertThat(metric.path("mean_after").isNumber()).isTrue();
    }

    @Test
    void aCancelledRequestStaysCancelledAndLeavesNoScores() {
        accept("[101]", "[16]");
        assertThat(read(REQUESTS + "1/").path("state").asString()).isEqualTo("running");

        JsonNode cancelled = json(send(request(REQUESTS + "1/cancel/").POST(BodyPublishers.noBody())));

        assertThat(cancelled.path("state").asString()).isEqualTo("cancelled");
        assertThat(cancelled.path("refunded").asString()).isEqualTo("0.80");
        assertThat(read(REQUESTS + "1/").path("cancelled").asInt()).isEqualTo(4);
        JsonNode result = read(RESULTS + "101/");
        assertThat(result.path("status").asString()).isEqualTo("completed");
        assertThat(result.findValuesAsString("score")).isEmpty();
    }

    @Test
    void whatIsCompletedCantBeCancelled() {
        accept("[103]", "[12]");
        read(REQUESTS + "1/");
        read(REQUESTS + "1/");

        JsonNode answer = json(send(request(REQUESTS + "1/cancel/").POST(BodyPublishers.noBody())));

        assertThat(answer.path("state").asString()).isEqualTo("completed");
    }

    @Test
    void aLaterRequestRunsAlthoughTheStoryOfAContractHasEnded() {
        accept("[101, 102]", "[11, 12]");
        assertThat(read(RESULTS + "101/").path("status").asString()).isEqualTo("running");
        assertThat(read(RESULTS + "101/").path("status").asString()).isEqualTo("completed");

        accept("[101]", "[13]");

        assertThat(read(RESULTS + "101/").path("status").asString()).isEqualTo("running");
        assertThat(read(RESULTS + "101/").path("runs").path("1001").findValuesAsString("name"))
                .containsExactly("Latency", "Talk Ratio", "Words Per Minute");
    }

    @Test
    void oneStoryEndsInFailureForWhoeverLooks() {
        accept("[105]", "[11]");
        assertThat(read(RESULTS + "105/").path("status").asString()).isEqualTo("running");
        assertThat(read(RESULTS + "105/").path("status").asString()).isEqualTo("failed");
        assertThat(ids(read(RESULTS + "?status=failed"))).containsExactly(105L);
        assertThat(read(REQUESTS + "1/").path("state").asString()).isEqualTo("completed");

        accept("[105]", "[12]");
        assertThat(read(RESULTS + "105/").path("status").asString()).isEqualTo("running");
        assertThat(read(RESULTS + "105/").path("status").asString()).isEqualTo("completed");
    }

    @Test
    void oneIdempotencyKeyIsOneRequest() {
        List<CompletableFuture<HttpResponse<String>>> sent = IntStream.range(0, 8)
                .mapToObj(n -> CLIENT.sendAsync(
                        bulk("[103]", "[12]").header("Idempotency-Key", "one").build(), BodyHandlers.ofString()))
                .toList();

        assertThat(sent)
                .extracting(answer -> answer.join().headers().firstValue("Reevaluate-Request"))
                .allSatisfy(number -> assertThat(number).hasValue("1"));
        assertThat(read(REQUESTS).path("count").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset", "scenarios/reset", "mappings/reset"})
    void aResetStartsAnew(String reset) {
        accept("[103]", "[12]");
        send(bulk("[105]", "[11]").header("Idempotency-Key", "one"));

        admin(reset);

        assertThat(read(REQUESTS).path("count").asInt()).isZero();
        assertThat(read(RESULTS + "103/").path("status").asString()).isEqualTo("completed");
        assertThat(send(bulk("[105]", "[12]").header("Idempotency-Key", "one"))
                        .headers()
                        .firstValue("Reevaluate-Request"))
                .hasValue("1");
    }

    @Test
    void theLatestThousandAreKeptAndOfOlderOnesTheResults() {
        for (int i = 0; i < 1001; i++) {
            accept(i == 0 ? "[103]" : "[105]", "[12]");
        }

        assertThat(read(REQUESTS).path("count").asInt()).isEqualTo(1000);
        assertThat(send(request(REQUESTS + "1/")).statusCode()).isEqualTo(404);
        assertThat(read(RESULTS + "103/").findValuesAsString("score")).isNotEmpty();
    }

    @Test
    void aRefusedRequestAndOneThatAPreferenceAnswersAreNotAccepted() {
        send(bulk("[106]", "[11]"));
        send(bulk("[103]", "[12]").header("Prefer", "code=200"));

        assertThat(read(REQUESTS).path("count").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {RESULTS + "503/", RESULTS + "?agent_id=503", REQUESTS + "503/", REQUESTS + "503/changes/"})
    void anOutageStaysOneWhateverWasAccepted(String path) {
        accept("[103]", "[12]");

        assertThat(send(request(path)).statusCode()).isEqualTo(503);
    }

    private static HttpResponse<String> accept(String results, String metrics) {
        HttpResponse<String> answer = send(bulk(results, metrics));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static HttpRequest.Builder bulk(String results, String metrics) {
        return request(RESULTS + "bulk_evaluate_metrics/")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"result_ids\": %s, \"metric_ids\": %s}".formatted(results, metrics)));
    }

    private static JsonNode read(String path) {
        return json(send(request(path)));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body());
    }

    private static List<Long> ids(JsonNode page) {
        return page.path("results").values().stream()
                .map(one -> one.path("id").asLong())
                .toList();
    }

    private static void admin(String reset) {
        send(request("/__admin/" + reset).POST(BodyPublishers.noBody()));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(mock.url() + path)).header("X-CEKURA-API-KEY", "demo-key");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
