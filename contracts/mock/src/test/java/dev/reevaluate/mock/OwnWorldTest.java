package dev.reevaluate.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.wiremock.MockWorkspace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code --workspace=FILE} makes a document the mock's world, as it makes it the server's. */
class OwnWorldTest {

    static final String KEY = "0123456789abcdef-0123456789abcdef";
    private static final String OTHER_KEY = "fedcba9876543210-fedcba9876543210";
    private static final String BULK = "/test_framework/v1/results/bulk_evaluate_metrics/";

    // Result 101 is the demo's too, and another one there
    static final String DOCUMENT = """
            organizations:
              - {id: 7, name: Bakery, balance: "1.50", used: "0.50"}
            api_keys:
              - {key: %s, organization: 7}
              - {key_sha256: a6501ab591c47ea5e388830512d58afcb59e9fc21e6ed6456bc860e90e474ff5, organization: 7, read_only: true}
            projects:
              - {id: 70, organization: 7, name: Orders}
            agents:
              - {id: 71, project: 70, name: Order line}
              - {id: 72, project: 70, name: Complaints}
            metrics:
              - {id: 11, project: 70, name: Bread Named, eval_type: enum, type: llm_judge, prompt: Which bread?, enum_values: [rye, spelt], agents: [71]}
              - {id: 12, project: 70, name: Polite, eval_type: binary, type: custom_code, custom_code: "_result = True", agents: [71]}
            results:
              - {id: 101, agent: 71, name: Monday}
              - {id: 102, agent: 72, name: Tuesday}
            runs:
              - {id: 1, result: 101, status: completed, duration: 30.50, transcript_object: [{role: Main Agent, start_time: 61, content: "Good  morning"}]}
              - {id: 2, result: 101, status: failed}
              - {id: 3, result: 102, status: completed}
            scores:
              - {run: 1, metric: 12, score: 0, explanation: [It was not.]}
            """.formatted(KEY);

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    @Test
    void itsKeysAreNeverPrinted() throws IOException {
        Path file = Files.writeString(directory.resolve("own.yaml"), DOCUMENT);

        assertThat(MockWorkspace.of(file).keys().toString()).isNotEmpty().doesNotContain(KEY);
    }

    @Test
    void aLetterOfTwoCharactersMayStandAtTheEdgeOfTheReadersBuffer() throws IOException {
        for (int before = 1024 * 1024 - 5; before < 1024 * 1024 + 5; before++) {
            Path file = Files.writeString(
                    directory.resolve("own.yaml"), "#%s\uD83D\uDE00\n%s".formatted("x".repeat(before), DOCUMENT));

            assertThat(MockWorkspace.of(file).keys()).isNotEmpty();
        }
    }

    @Test
    void itsKeysOpenItAndThoseOfTheDemoDoNot() throws Exception {
        try (Mock mock = serve(DOCUMENT)) {
            assertThat(get(mock, KEY, "/test_framework/v1/results/").statusCode())
                    .isEqualTo(200);
            assertThat(get(mock, OTHER_KEY, "/test_framework/v1/results/").statusCode())
                    .isEqualTo(200);
            assertThat(post(mock, OTHER_KEY, BULK, "[101]", "[12]").statusCode())
                    .isEqualTo(403);
            assertThat(get(mock, "demo-key", "/test_framework/v1/results/").statusCode())
                    .isEqualTo(401);
            assertThat(get(mock, KEY, "/").body())
                    .contains("with world.yaml does")
                    .doesNotContain("demo-key");
        }
    }

    @Test
    void readsAreAnsweredFromIt() throws Exception {
        try (Mock mock = serve(DOCUMENT)) {
            JsonNode result = json(get(mock, KEY, "/test_framework/v1/results/101/"));
            assertThat(result.path("name").asString()).isEqualTo("Monday");
            assertThat(result.path("success_rate").asDouble()).isZero();
            JsonNode run = result.path("runs").path("1");
            assertThat(run.path("duration").asString()).isEqualTo("30.50");
            JsonNode score = run.path("evaluation").path("metrics").path(0);
            assertThat(score.path("value").asString()).isEqualTo("Fail");
            assertThat(score.path("explanation").path(0).asString()).isEqualTo("It was not.");

            assertThat(json(get(mock, KEY, "/test_framework/v1/metrics/?agent_id=71"))
                            .findValuesAsString("metric_cost"))
                    .containsExactly("0.2", "0.0");
            assertThat(get(mock, KEY, "/test_framework/v1/runs/bulk/?run_ids=1").body())
                    .contains("[01:01] Main Agent: Good  morning", "\"normalized_content\":\"Good morning\"");
            assertThat(get(mock, KEY, "/test_framework/billing/info/").body())
                    .contains("\"credits_remaining\":\"1.00\"");
            assertThat(get(mock, KEY, "/test_framework/v1/results/103/").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void bulkRequestsAreJudgedByItAndRunAndComplete() throws Exception {
        try (Mock mock = serve(DOCUMENT)) {
            assertThat(post(mock, KEY, BULK, "[103]", "[11]").body()).contains("Invalid pk \\\"103\\\"");
            assertThat(post(mock, KEY, BULK, "[102]", "[11]").body())
                    .contains("Metric 11 is not enabled for agent 72.");
            assertThat(post(mock, KEY, "/reevaluate/v1/estimates/", "[101]", "[11]")
                            .body())
                    .contains("\"cost\":\"0.40\"");

            assertThat(post(mock, KEY, BULK, "[101]", "[11, 12]").statusCode()).isEqualTo(200);
            String path = "/test_framework/v1/results/101/";
            assertThat(json(get(mock, KEY, path)).path("status").asString()).isEqualTo("running");
            JsonNode completed = json(get(mock, KEY, path));
            assertThat(completed.path("status").asString()).isEqualTo("completed");
            assertThat(completed.path("runs").path("2").findValuesAsString("value"))
                    .containsExactly("rye", "Pass");
            assertThat(json(get(mock, KEY, "/reevaluate/v1/requests/1/"))
                            .path("scored")
                            .asInt())
                    .isEqualTo(4);
        }
    }

    @Test
    void aBalanceThatDoesNotSufficeIsTold() throws Exception {
        try (Mock mock = serve(DOCUMENT.replace("1.50", "0.80"))) {
            assertThat(post(mock, KEY, BULK, "[101]", "[11]").body())
                    .contains("Insufficient balance for this operation: 0.40 credits needed, 0.30 available.");
        }
    }

    @Test
    void allMistakesAreToldInTheWordsOfTheServersCheckAndNothingIsServed() throws Exception {
        Path file = write(
                DOCUMENT.replace("status: failed", "status: broken").replace("agent: 72, name", "agent: 79, name"));

        assertThat(run("--port=0", "--workspace=" + file)).isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line)
                        .startsWith(file + ":16: results[1].agent: ")
                        .endsWith("there is no agent 79"))
                .anySatisfy(line -> assertThat(line).startsWith(file + ":19: runs[1].status: "));
    }

    @Test
    @Timeout(60)
    void aLongTextWithoutASpaceIsServedAsFastAsOneWithSpaces() throws IOException {
        try (Mock mock =
                serve(DOCUMENT.replace("duration: 30.50", "metadata: {a: %s}".formatted("a".repeat(16_000_000))))) {
            assertThat(mock.url()).isNotEmpty();
        }
    }

    @Test
    void aDocumentThatNestsTooDeepIsRefusedWithItsLine() throws IOException {
        Path file = write(
                DOCUMENT.replace("duration: 30.50", "metadata: {a: %s%s}".formatted("[".repeat(600), "]".repeat(600))));

        assertThat(run("--port=0", "--workspace=" + file)).isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith(file + ":18: column ")
                .contains("nests deeper than 100 levels");
    }

    @Test
    void aFileThatIsNoneIsTold() {
        Path none = directory.resolve("none.yaml");

        assertThat(run("--port=0", "--workspace=" + none)).isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("There is no file " + none);
    }

    private Mock serve(String document) throws IOException {
        return Mock.start(Options.parse("--port=0", "--workspace=" + write(document)));
    }

    private Path write(String document) throws IOException {
        return Files.writeString(directory.resolve("world.yaml"), document);
    }

    private int run(String... args) {
        return Mock.run(
                args,
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body());
    }

    private static HttpResponse<String> get(Mock mock, String key, String path)
            throws IOException, InterruptedException {
        return CLIENT.send(request(mock, key, path).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(Mock mock, String key, String path, String results, String metrics)
            throws IOException, InterruptedException {
        return CLIENT.send(
                request(mock, key, path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(
                                "{\"result_ids\": %s, \"metric_ids\": %s}".formatted(results, metrics)))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(Mock mock, String key, String path) {
        return HttpRequest.newBuilder(URI.create(mock.url() + path)).header("X-CEKURA-API-KEY", key);
    }
}
