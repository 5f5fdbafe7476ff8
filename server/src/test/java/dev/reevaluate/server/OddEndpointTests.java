package dev.reevaluate.server;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static dev.reevaluate.server.testing.World.ids;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of an evaluation and its cost where the judge's endpoint is odd: once, and for ever. */
@ServerTest
class OddEndpointTests {

    private static final String PATH = "/v1/chat/completions";
    private static final ResponseDefinitionBuilder GOOD =
            saying("{\"explanation\": [\"It is.\"], \"verdict\": \"calm\"}");

    private static final WireMockServer ENDPOINT =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

    private final World world;
    private final BulkEvaluation bulk;

    @Autowired
    OddEndpointTests(World world, BulkEvaluation bulk) {
        this.world = world;
        this.bulk = bulk;
    }

    @DynamicPropertySource
    static void judge(DynamicPropertyRegistry properties) {
        ENDPOINT.start();
        properties.add("reevaluate.judge.base-url", () -> ENDPOINT.baseUrl() + "/v1");
        properties.add("reevaluate.judge.model", () -> "test-model");
        properties.add("reevaluate.judge.max-attempts", () -> "1");
        properties.add("reevaluate.judge.timeout", () -> "2s");
    }

    @AfterAll
    static void stop() {
        ENDPOINT.stop();
    }

    /** What passes is tried again until it is given up; of all else the second answer is the last. */
    private record Oddity(String name, ResponseDefinitionBuilder answer, boolean passes, String told) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Oddity> oddities() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(3600).atOffset(ZoneOffset.UTC));
        String lost = "the connection to the judge's endpoint was lost";
        return List.of(
                passing("429 for seconds", limited("31"), "answers with status 429"),
                passing("429 until a date", limited(date), "answers with status 429"),
                passing("429 for ages", limited("99999999999999999999"), "answers with status 429"),
                passing("500", aResponse().withStatus(500).withBody("s3cr3t"), "answers with status 500"),
                passing("cut off", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE), lost),
                passing("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), lost),
                passing("late", aResponse().withFixedDelay(3_000), "has not answered within 2000 ms"),
                staying("HTML", aResponse().withBody("<html><body>Welcome</body></html>"), "asked twice"),
                staying("prose", saying("The caller sounds calm."), "asked twice"),
                staying(
                        "refusal",
                        okJson("{\"choices\": [{\"message\": {\"content\": null, \"refusal\": \"I can't.\"}}]}"),
                        "asked twice"),
                staying("wrong enum", saying("{\"explanation\": [\"It is.\"], \"verdict\": \"happy\"}"), "asked twice"),
                staying("no choices", okJson("{\"choices\": []}"), "asked twice"),
                staying("10 MB", aResponse().withBody("x".repeat(10 << 20)), "larger than 1 MB"));
    }

    private static Oddity passing(String name, ResponseDefinitionBuilder answer, String told) {
        return new Oddity(name, answer, true, told);
    }

    private static Oddity staying(String name, ResponseDefinitionBuilder answer, String told) {
        return new Oddity(name, answer, false, told);
    }

    private static ResponseDefinitionBuilder limited(String retryAfter) {
        return aResponse().withStatus(429).withHeader("Retry-After", retryAfter);
    }

    @BeforeEach
    void oneRunToJudge() {
        world.startFrom("""
                organizations: [{id: 1, name: One, balance: "1.000001"}]
                projects: [{id: 1, organization: 1, name: P}]
                agents: [{id: 1, project: 1, name: A}]
                metrics:
                  - {id: 1, project: 1, name: Mood, type: llm_judge, eval_type: enum, enum_values: [calm, angry], prompt: "Mood?", cost: "0.200001", agents: [1]}
                results: [{id: 1, agent: 1, name: R}]
                runs: [{id: 11, result: 1, status: completed}]
                """);
        ENDPOINT.resetAll();
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void onceItIsScoredAllTheSameAndChargedOnce(Oddity oddity) {
        ENDPOINT.stubFor(post(PATH)
                .inScenario("once")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("good")
                .willReturn(oddity.answer));
        ENDPOINT.stubFor(
                post(PATH).inScenario("once").whenScenarioStateIs("good").willReturn(GOOD));

        request();
        world.work();

        assertThat(world.rows("select enum_value, failed, explanation::text from score"))
                .containsExactly(Map.of("enum_value", "calm", "failed", false, "explanation", "[\"It is.\"]"));
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("0.8");
        assertThat(world.text("select status from result")).isEqualTo("completed");
        assertThat(world.unbalanced()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void forEverItFailsInTheEndWithTheReasonAndIsRefundedToTheLastDigit(Oddity oddity) {
        ENDPOINT.stubFor(post(PATH).willReturn(oddity.answer));

        request();
        world.step();
        if (oddity.passes) {
            assertThat(world.text("select waiting_for from slice")).contains(oddity.told);
            assertThat(world.count("score")).isZero();
            assertThat(world.text("select status from result")).isEqualTo("running");
            assertThat(world.number("select balance from organization")).isEqualByComparingTo("0.8");
            world.change("update bulk_request set accepted_at = accepted_at - interval '24 hours'");
        }
        world.work();

        assertThat(world.rows("select failed, enum_value, explanation::text from score"))
                .singleElement()
                .satisfies(score -> assertThat(score)
                        .containsEntry("failed", true)
                        .containsEntry("enum_value", null)
                        .extracting("explanation")
                        .asString()
                        .contains(oddity.told, "refunded")
                        .doesNotContain("s3cr3t"));
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("1.000001");
        assertThat(world.text("select status from result")).isEqualTo("completed");
        assertThat(world.unbalanced()).isEmpty();
    }

    private static ResponseDefinitionBuilder saying(String content) {
        return okJson(JsonMapper.shared().writeValueAsString(Map.of("choices", new Object[] {
            Map.of("message", Map.of("content", content))
        })));
    }

    private void request() {
        bulk.evaluate(new Caller(1, null, false), ids(1), ids(1));
    }
}
