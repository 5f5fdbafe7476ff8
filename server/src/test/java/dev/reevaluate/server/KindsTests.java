package dev.reevaluate.server;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.reevaluate.server.testing.World.ids;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** One request over all three kinds of metrics: a formula, a judge behind HTTP, and Python in a process of its own. */
@ServerTest
@DirtiesContext // ends its Python processes
class KindsTests {

    private static final WireMockServer ENDPOINT =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

    private static final long FORMULA = 1;
    private static final long JUDGE = 2;
    private static final long PYTHON = 3;
    private static final long TRIGGERED = 4;
    private static final long BROKEN = 5;

    private final World world;
    private final BulkEvaluation bulk;

    @Autowired
    KindsTests(World world, BulkEvaluation bulk) {
        this.world = world;
        this.bulk = bulk;
    }

    @DynamicPropertySource
    static void judge(DynamicPropertyRegistry properties) {
        ENDPOINT.start();
        properties.add("reevaluate.judge.base-url", () -> ENDPOINT.baseUrl() + "/v1");
        properties.add("reevaluate.judge.model", () -> "test-model");
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
    void anErrorInTheProgramFailsWithItsLineAndIsRefunded() {
        request(BROKEN);
        world.work();

        assertThat(world.text("select explanation::text from score where run_id = 11 and metric_id = 5"))
                .contains("Line 1", "ZeroDivisionError");
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("100");
    }

    @Test
    void aWrongKeyFailsAtOnceAndIsRefunded() {
        answer(401, "{\"error\": {\"message\": \"bad key\"}}");

        request(JUDGE);
        world.work();

        assertThat(world.number("select count(*) from score where failed")).isEqualByComparingTo("2");
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("100");
        assertThat(world.unbalanced()).isEmpty();
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

    private static void verdict() {
        ENDPOINT.resetAll();
        answer(200, """
                {"choices": [{"message": {"content": "{\\"explanation\\": \\"It says hello.\\", \\"verdict\\": true}"},
                              "finish_reason": "stop"}],
                 "usage": {"prompt_tokens": 100, "completion_tokens": 10}}
                """);
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
