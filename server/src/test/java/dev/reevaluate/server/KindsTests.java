package dev.reevaluate.server;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.reevaluate.server.testing.World.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.DocumentationPage;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/** One request over all three kinds of metrics: a formula, a judge behind HTTP, and Python in a process of its own. */
@ServerTest
@ExtendWith(OutputCaptureExtension.class)
@DirtiesContext // ends its Python processes
class KindsTests {

    private static final WireMockServer ENDPOINT =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

    private static final String JUDGE_KEY = "s3cr3t-of-the-judge";

    private static final long FORMULA = 1;
    private static final long JUDGE = 2;
    private static final long PYTHON = 3;
    private static final long TRIGGERED = 4;
    private static final long BROKEN = 5;
    private static final long ASKED_FIRST = 7;
    private static final long WITHOUT = 8;

    private final World world;
    private final BulkEvaluation bulk;
    private final int managementPort;

    @Autowired
    KindsTests(World world, BulkEvaluation bulk, @LocalManagementPort int managementPort) {
        this.world = world;
        this.bulk = bulk;
        this.managementPort = managementPort;
    }

    @DynamicPropertySource
    static void judge(DynamicPropertyRegistry properties) {
        ENDPOINT.start();
        properties.add("reevaluate.judge.base-url", () -> ENDPOINT.baseUrl() + "/v1");
        properties.add("reevaluate.judge.model", () -> "test-model");
        properties.add("reevaluate.judge.api-key", () -> JUDGE_KEY);
        properties.add("reevaluate.judge.retry-delay", () -> "1ms");
        properties.add("reevaluate.python.timeout", () -> "20s");
    }

    @AfterAll
    static void stop() {
        ENDPOINT.stop();
    }

    @BeforeEach
    void aResultOfTwoRuns() {
        world.startFrom("""
                organizations: [{id: 1, name: One, balance: 100}]
                projects: [{id: 1, organization: 1, name: P}]
                agents: [{id: 1, project: 1, name: A, language: en}]
                metrics:
                  - {id: 1, project: 1, name: Ratio, eval_type: numeric, function_name: get_talk_ratio, agents: [1]}
                  - id: 2
                    project: 1
                    name: Polite
                    type: llm_judge
                    eval_type: binary
                    prompt: "Is the agent polite, in {{agent.language}}?"
                    agents: [1]
                  - id: 3
                    project: 1
                    name: Verdict
                    type: custom_code
                    eval_type: binary
                    custom_code: |
                      _result = data["Ratio"] == 0.5 and data["Polite"] == 5 and data["Earlier"] == 7
                      _explanation = [data["explanation"]["Polite"][0], "ratio %s" % data["Ratio"]]
                    agents: [1]
                  - id: 4
                    project: 1
                    name: Only In French
                    type: llm_judge
                    eval_type: binary
                    prompt: "Never asked"
                    evaluation_trigger: custom
                    trigger_type: custom_code
                    evaluation_trigger_custom_code: "_result = data['metadata'].get('language') == 'fr'"
                    cost: "0.3"
                    agents: [1]
                  - {id: 5, project: 1, name: Broken, type: custom_code, eval_type: numeric, custom_code: "_result = 1 / 0", cost: "0.7", agents: [1]}
                  - id: 7
                    project: 1
                    name: Asked First
                    type: llm_judge
                    eval_type: binary
                    prompt: "Never asked"
                    evaluation_trigger: custom
                    trigger_type: llm_judge
                    evaluation_trigger_prompt: "Is it in French?"
                    cost: "0.3"
                    agents: [1]
                  - {id: 8, project: 1, name: Without, type: custom_code, eval_type: binary, custom_code: "_result = 'Polite' not in data", agents: [1]}
                  - {id: 6, project: 1, name: Earlier, eval_type: numeric, function_name: get_latency, agents: [1]}
                results: [{id: 1, agent: 1, name: R}]
                runs:
                  - {id: 11, result: 1, status: completed, transcript_object: [{role: Main Agent, content: Hello, start_time: 0, end_time: 1}, {role: Testing Agent, content: Hi, start_time: 1, end_time: 2}]}
                  - {id: 12, result: 1, status: completed, transcript_object: [{role: Main Agent, content: Hello, start_time: 0, end_time: 1}, {role: Testing Agent, content: Hi, start_time: 1, end_time: 2}]}
                """);
        world.change("""
                insert into score (run_id, metric_id, score, explanation)
                values (11, 6, 7, '["of an earlier request"]'), (12, 6, 7, '["of an earlier request"]')
                """);
        verdict();
    }

    @Test
    void allKindsAreScoredAndPythonReadsTheOthersResultsAlsoThoseOfEarlierRequests() {
        request(FORMULA, JUDGE, PYTHON);
        world.work();

        assertThat(world.rows(
                        "select metric_id, score::float8, explanation::text from score where run_id = 11 order by 1"))
                .extracting(row -> row.get("metric_id") + " " + row.get("score"))
                .containsExactly("1 0.5", "2 5.0", "3 5.0", "6 7.0");
        assertThat(world.text("select explanation::text from score where run_id = 12 and metric_id = 3"))
                .isEqualTo("[\"It says hello.\", \"ratio 0.5\"]");
        assertThat(world.text("select status from result")).isEqualTo("completed");
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("99.6");
        ENDPOINT.verify(
                2,
                postRequestedFor(urlPathEqualTo("/v1/chat/completions"))
                        .withRequestBody(containing("Is the agent polite, in")));
    }

    @Test
    void aMetricWhoseTriggerSaysNoHasAReasonInsteadOfAScoreAndIsRefunded() {
        request(TRIGGERED);
        world.work();

        assertThat(world.rows("select score, failed, explanation::text from score where metric_id = 4"))
                .hasSize(2)
                .allSatisfy(score ->
                        assertThat(score).containsEntry("failed", false).containsEntry("score", null));
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("100");
        assertThat(ENDPOINT.getAllServeEvents()).isEmpty();
        assertThat(world.unbalanced()).isEmpty();
    }

    @Test
    void aTriggerThatAsksTheJudgeDecidesToo() {
        answer(200, completion(false));

        request(ASKED_FIRST);
        world.work();

        assertThat(world.rows("select score, failed, explanation::text from score where metric_id = 7"))
                .hasSize(2)
                .allSatisfy(score -> assertThat(score)
                        .containsEntry("failed", false)
                        .containsEntry("score", null)
                        .extracting("explanation")
                        .asString()
                        .contains("trigger"));
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("100");
        ENDPOINT.verify(
                2,
                postRequestedFor(urlPathEqualTo("/v1/chat/completions"))
                        .withRequestBody(containing("Is it in French?")));
        ENDPOINT.verify(0, postRequestedFor(anyUrl()).withRequestBody(containing("Never asked")));

        answer(200, completion(true));
        request(ASKED_FIRST);
        world.work();

        assertThat(world.number("select count(*) from score where metric_id = 7 and score = 5"))
                .isEqualByComparingTo("2");
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("99.4");
    }

    @Test
    void aMetricThatFailedIsAbsentForPrograms() {
        world.change("insert into score (run_id, metric_id, score, explanation) values (11, 2, 5, '[\"earlier\"]')");
        answer(401, "");

        request(JUDGE, WITHOUT);
        world.work();

        assertThat(world.number("select count(*) from score where metric_id = 8 and score = 5"))
                .isEqualByComparingTo("2");
    }

    @Test
    void anErrorInTheProgramFailsWithItsLineAndIsRefunded() {
        request(BROKEN);
        world.work();

        assertThat(world.text("select explanation::text from score where run_id = 11 and metric_id = 5"))
                .contains("Line 1", "ZeroDivisionError");
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("100");
    }

    @Test
    void aWrongKeyFailsAtOnceIsRefundedAndShownNowhere(CapturedOutput output) {
        answer(401, "{\"error\": {\"message\": \"bad key %s\"}}".formatted(JUDGE_KEY));

        request(JUDGE);
        world.work();

        assertThat(world.number("select count(*) from score where failed")).isEqualByComparingTo("2");
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("100");
        assertThat(world.unbalanced()).isEmpty();
        assertThat(output).doesNotContain(JUDGE_KEY);
        assertThat(world.everything()).doesNotContain(JUDGE_KEY);
        assertThat(operators("info") + operators("prometheus"))
                .contains("reevaluate_judge_answers_total{outcome=\"failed\"}")
                .doesNotContain(JUDGE_KEY);
        assertThatThrownBy(() -> operators("env")).isInstanceOf(HttpClientErrorException.NotFound.class);
        assertThatThrownBy(() -> operators("configprops")).isInstanceOf(HttpClientErrorException.NotFound.class);
    }

    @Test
    void everyMeterOfTheDocumentationIsThere() throws IOException {
        request(FORMULA, JUDGE, PYTHON);
        world.work();

        String meters = operators("prometheus");

        for (String page : List.of("metrics.md", "webhooks.md")) {
            assertThat(DocumentationPage.of(page).meters())
                    .allSatisfy(name -> assertThat(meters).contains(name));
        }
    }

    @Test
    void whileTheEndpointIsAwayNothingFailsAndAllIsDoneOnceItIsBack() {
        answer(503, "");
        request(JUDGE);
        world.step();
        assertThat(world.count("awaited_tasks")).isEqualTo(1);
        assertThat(world.rows("select waits, waiting_for is not null as waiting from slice"))
                .containsExactly(Map.of("waits", 1, "waiting", true));
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("99.6");

        verdict();
        world.work();

        assertThat(world.number("select count(*) from score where metric_id = 2 and score = 5"))
                .isEqualByComparingTo("2");
    }

    private String operators(String page) {
        return String.valueOf(RestClient.create("http://localhost:" + managementPort)
                .get()
                .uri("/actuator/" + page)
                .retrieve()
                .body(String.class));
    }

    private static void verdict() {
        ENDPOINT.resetAll();
        answer(200, completion(true));
    }

    private static String completion(boolean verdict) {
        return """
                {"choices": [{"message": {"content": "{\\"explanation\\": \\"It says hello.\\", \\"verdict\\": %s}"},
                              "finish_reason": "stop"}],
                 "usage": {"prompt_tokens": 100, "completion_tokens": 10}}
                """.formatted(verdict);
    }

    private static void answer(int status, String body) {
        ENDPOINT.stubFor(post(urlPathEqualTo("/v1/chat/completions"))
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Content-Type", "application/json")
                        .withBody(body)));
    }

    private void request(long... metrics) {
        bulk.evaluate(new Caller(1, null, false), ids(1), ids(metrics));
    }
}
