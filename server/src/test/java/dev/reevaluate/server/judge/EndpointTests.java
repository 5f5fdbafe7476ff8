package dev.reevaluate.server.judge;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.notMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.reevaluate.server.evaluation.EvalType;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a question, whatever the endpoint does. */
class EndpointTests {

    private static final String PATH = "/v1/chat/completions";

    @RegisterExtension
    static final WireMockExtension endpoint =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @SuppressWarnings("NullAway.Init") // each test configures its own
    private Judging judging;

    @AfterEach
    void close() {
        if (judging != null) {
            judging.close();
        }
    }

    private Judging judge(String... settings) {
        judging = Judging.at(endpoint.baseUrl() + "/v1/", settings);
        return judging;
    }

    /** Answers in this order; the last one is given from then on. */
    private static void answers(ResponseDefinitionBuilder... answers) {
        for (int i = 0; i < answers.length; i++) {
            endpoint.stubFor(post(PATH)
                    .inScenario("answers")
                    .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "after " + i)
                    .willSetStateTo(
                            i < answers.length - 1 ? "after " + (i + 1) : i == 0 ? Scenario.STARTED : "after " + i)
                    .willReturn(answers[i]));
        }
    }

    private static void calls(int count) {
        endpoint.verify(count, postRequestedFor(urlEqualTo(PATH)));
    }

    private static String failure(JudgeAnswer answer) {
        assertThat(answer).isInstanceOf(JudgeAnswer.Failed.class);
        return ((JudgeAnswer.Failed) answer).explanation();
    }

    // --- good

    @Test
    void aVerdictComesWithWhatItTook() {
        answers(Completions.good());

        JudgeAnswer answer = judge().ask();

        assertThat(answer).isInstanceOfSatisfying(JudgeAnswer.Verdict.class, verdict -> {
            assertThat(verdict.score()).isEqualByComparingTo("5");
            assertThat(verdict.enumValue()).isNull();
            assertThat(verdict.explanation()).containsExactly("The agent said hello.");
            assertThat(verdict.extra())
                    .containsEntry("model", "test-model-2026")
                    .containsEntry("prompt_tokens", 100L)
                    .containsEntry("completion_tokens", 7L)
                    .containsKey("latency_ms")
                    .doesNotContainKey("unknown_variables");
        });
    }

    @Test
    void aKeyThatTheEndpointRepeatsIsShownToNobody() {
        answers(Completions.saying(Completions.GOOD.replace("hello", "Bearer " + Judging.KEY)));

        assertThat(judge().ask().toString()).contains("Bearer ******").doesNotContain(Judging.KEY);
    }

    @Test
    void theEndpointIsAskedAsItExpects() {
        answers(Completions.good());

        judge().ask();

        endpoint.verify(
                1,
                postRequestedFor(urlEqualTo(PATH))
                        .withHeader("Authorization", equalTo("Bearer " + Judging.KEY))
                        .withHeader("Content-Type", equalTo("application/json"))
                        .withRequestBody(matchingJsonPath("$.model", equalTo("test-model")))
                        .withRequestBody(matchingJsonPath("$.temperature", equalTo("0")))
                        .withRequestBody(matchingJsonPath("$.messages[0].role", equalTo("system")))
                        .withRequestBody(matchingJsonPath("$.messages[1].role", equalTo("user")))
                        .withRequestBody(matchingJsonPath("$.response_format.json_schema[?(@.strict == true)]")));
    }

    @Test
    void noKeyAndNoTemperatureAreSentWhereThereIsNone() {
        answers(Completions.good());

        judge("api-key=", "temperature=none").ask();

        endpoint.verify(
                1,
                postRequestedFor(urlEqualTo(PATH))
                        .withoutHeader("Authorization")
                        .withRequestBody(notMatching(".*\"temperature\".*")));
    }

    @Test
    void aSlowAnswerWithinTheTimeoutIsGood() {
        answers(Completions.good().withChunkedDribbleDelay(5, 300));

        assertThat(judge("timeout=5s").ask()).isInstanceOf(JudgeAnswer.Verdict.class);
    }

    @Test
    void theBodyDecidesWhateverItsTypeSays() {
        answers(Completions.good().withHeader("Content-Type", "text/html"));

        assertThat(judge().ask()).isInstanceOf(JudgeAnswer.Verdict.class);
    }

    @Test
    void unknownVariablesAreToldOnce() {
        answers(Completions.good());

        JudgeAnswer answer = judge().ask(Judging.question(
                EvalType.BINARY, "{{metadata.x}} {{nobody}} {{metadata.x}} {{call_end_reason}}"));

        assertThat(answer.extra()).containsEntry("unknown_variables", List.of("metadata.x", "nobody"));
    }

    // --- trouble that passes

    @Test
    void aShortRetryAfterIsWaitedFor() {
        answers(aResponse().withStatus(429).withHeader("Retry-After", "0"), Completions.good());

        assertThat(judge().ask()).isInstanceOf(JudgeAnswer.Verdict.class);
        calls(2);
        assertThat(judging.counted("calls", "rate_limited")).isEqualTo(1);
        assertThat(judging.counted("calls", "answered")).isEqualTo(1);
    }

    @Test
    void aLongRetryAfterGivesTheQuestionBackAtOnceWithThatDelay() {
        answers(aResponse().withStatus(429).withHeader("Retry-After", "31"));

        assertThatThrownBy(() -> judge("max-retry-after=30s").ask())
                .isInstanceOfSatisfying(
                        JudgeUnavailableException.class,
                        e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(31)));
        calls(1);
    }

    @Test
    void aRetryAfterMayBeADate() {
        answers(aResponse().withStatus(503).withHeader("Retry-After", "Wed, 08 Apr 2026 12:05:00 GMT"));
        judging = new Judging(
                endpoint.baseUrl() + "/v1", Clock.fixed(Instant.parse("2026-04-08T12:00:00Z"), ZoneOffset.UTC));

        assertThatThrownBy(() -> judging.ask())
                .isInstanceOfSatisfying(
                        JudgeUnavailableException.class,
                        e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofMinutes(5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"})
    void anAbsurdRetryAfterIsAnHour(String absurd) {
        answers(aResponse().withStatus(429).withHeader("Retry-After", absurd));

        assertThatThrownBy(() -> judge().ask())
                .isInstanceOfSatisfying(
                        JudgeUnavailableException.class,
                        e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofHours(1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 408, 409, 425, 429, 500, 502, 503, 504, 529})
    void whatPassesIsTriedUpToTheLimitAndThenGivenBack(int status) {
        answers(aResponse().withStatus(status).withBody("<html>s3cr3t</html>"));

        assertThatThrownBy(() -> judge("max-attempts=3").ask())
                .isInstanceOf(JudgeUnavailableException.class)
                .hasMessage("the judge's endpoint answers with status %d".formatted(status));
        calls(3);
        assertThat(judging.counted("answers", "unavailable")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aBrokenConnectionIsTriedAgain(Fault fault) {
        answers(aResponse().withFault(fault), Completions.good());

        assertThat(judge().ask()).isInstanceOf(JudgeAnswer.Verdict.class);
        calls(2);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aConnectionThatBreaksEachTimeIsTroubleThatPasses(Fault fault) {
        answers(aResponse().withFault(fault));

        assertThatThrownBy(() -> judge("max-attempts=2").ask())
                .isInstanceOf(JudgeUnavailableException.class)
                .hasMessage("the connection to the judge's endpoint was lost");
    }

    @Test
    void anEndpointThatIsAwayIsTroubleThatPasses() {
        judging = Judging.at("http://localhost:1/v1", "max-attempts=2");

        assertThatThrownBy(() -> judging.ask())
                .isInstanceOf(JudgeUnavailableException.class)
                .hasMessage("the judge's endpoint can't be reached");
        assertThat(judging.counted("calls", "unreachable")).isEqualTo(2);
    }

    // --- trouble that stays

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aRefusedKeyIsForTheOperator(int status) {
        answers(aResponse().withStatus(status).withBody("{\"error\": {\"message\": \"key " + Judging.KEY + "\"}}"));

        assertThat(failure(judge().ask())).contains("reevaluate.judge.api-key").doesNotContain("s3cr3t");
        calls(1);
        assertThat(judging.counted("calls", "refused")).isEqualTo(1);
        assertThat(judging.counted("answers", "failed")).isEqualTo(1);
    }

    @Test
    void anUnknownModelIsForTheOperator() {
        answers(aResponse().withStatus(404));

        assertThat(failure(judge().ask())).contains("reevaluate.judge.model", "reevaluate.judge.base-url");
    }

    @Test
    void aRefusedQuestionQuotesTheEndpointButNeverTheKey() {
        answers(aResponse()
                .withStatus(400)
                .withBody("{\"error\": {\"message\": \"context of 8192 tokens exceeded \\u0000 by " + Judging.KEY
                        + "\"}}"));

        assertThat(failure(judge().ask()))
                .contains("status 400", "context of 8192 tokens exceeded")
                .doesNotContain("s3cr3t", "\0");
        calls(1);
    }

    @Test
    void aRedirectIsNotFollowedAndTheKeyGoesNowhereElse() {
        answers(aResponse().withStatus(307).withHeader("Location", endpoint.baseUrl() + "/elsewhere"));

        assertThat(failure(judge().ask())).contains("reevaluate.judge.base-url");
        calls(1);
        endpoint.verify(0, postRequestedFor(urlEqualTo("/elsewhere")));
    }

    // --- answers that do not fit

    static List<ResponseDefinitionBuilder> misfits() {
        return List.of(
                Completions.saying("The agent was polite, so I would say it passes."),
                Completions.saying("Sure! {\"explanation\": [\"ok\"], \"verdict\": true}"),
                Completions.saying("{\"explanation\": [\"ok\"], \"verdict\": true} {\"verdict\": false}"),
                Completions.saying("{\"explanation\": [\"ok\"], \"verdict\": true, \"verdict\": false}"),
                Completions.saying("{\"explanation\": [\"ok\"], \"verdict\": \"yes\"}"),
                Completions.saying("{\"explanation\": [\"ok\"], \"verdict\": NaN}"),
                Completions.saying("{\"explanation\": [\"ok\"], \"verdict\": 3}"),
                Completions.saying("{\"explanation\": [\"ok\"]}"),
                Completions.saying("{\"verdict\": true}"),
                Completions.saying("{\"explanation\": [\" \"], \"verdict\": true}"),
                Completions.saying("[]"),
                Completions.saying(""),
                aResponse().withBody("<html><body>Welcome</body></html>"),
                aResponse().withBody(""),
                aResponse().withBody("[1]"),
                okJson("{}"),
                okJson("{\"choices\": []}"),
                okJson("{\"choices\": [null]}"),
                okJson("{\"choices\": [{\"message\": {\"content\": null}}]}"),
                okJson("{\"choices\": [{\"message\": {\"content\": null, \"refusal\": \"I can't help with that.\"}}]}"),
                okJson("{\"choices\": [{\"finish_reason\": \"length\", \"message\": {\"content\": \"{\\\"expl\"}}]}"),
                okJson("{\"choices\": [{\"finish_reason\": \"content_filter\", \"message\": {\"content\": \"\"}}]}"),
                okJson("{\"error\": {\"message\": \"overloaded\"}}"),
                aResponse().withBody("x".repeat(10 << 20)));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void whatDoesNotFitIsAskedAgainOnceWithTheReason(ResponseDefinitionBuilder misfit) {
        answers(misfit, Completions.good());

        assertThat(judge().ask()).isInstanceOf(JudgeAnswer.Verdict.class);
        calls(2);
        endpoint.verify(
                1, postRequestedFor(urlEqualTo(PATH)).withRequestBody(containing("Your last answer was not accepted")));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void whatDoesNotFitTwiceHasFailedForGood(ResponseDefinitionBuilder misfit) {
        answers(misfit);

        assertThat(failure(judge().ask())).startsWith("The judge was asked twice");
        calls(2);
    }

    @Test
    void theTokensOfBothAnswersCount() {
        answers(Completions.saying("no"), Completions.good());

        assertThat(judge().ask().extra()).containsEntry("prompt_tokens", 200L).containsEntry("completion_tokens", 14L);
        assertThat(judging.meters
                        .get("reevaluate.judge.tokens")
                        .tag("direction", "prompt")
                        .counter()
                        .count())
                .isEqualTo(200);
    }

    @Test
    void aValueOutsideTheEnumDoesNotFit() {
        answers(
                Completions.saying("{\"explanation\": [\"ok\"], \"verdict\": \"happy\"}"),
                Completions.saying("{\"explanation\": [\"ok\"], \"verdict\": \"sad\"}"));

        JudgeAnswer answer = judge().ask(Judging.question(EvalType.ENUM, "How does the caller feel?", "calm", "sad"));

        assertThat(answer).isInstanceOfSatisfying(JudgeAnswer.Verdict.class, verdict -> {
            assertThat(verdict.enumValue()).isEqualTo("sad");
            assertThat(verdict.score()).isNull();
        });
        calls(2);
    }

    @Test
    void aGradeOutOfRangeDoesNotFit() {
        answers(
                Completions.saying("{\"explanation\": [\"ok\"], \"verdict\": 5.1}"),
                Completions.saying("{\"explanation\": [\"ok\"], \"verdict\": 4.35}"));

        JudgeAnswer answer = judge().ask(Judging.question(EvalType.CONTINUOUS_QUALITATIVE, "How polite?"));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        JudgeAnswer.Verdict.class,
                        verdict -> assertThat(verdict.score()).isEqualTo(new BigDecimal("4.35")));
        calls(2);
    }

    // --- formats

    @Test
    void anEndpointWithoutSchemasIsAskedForAnObjectFromThenOn() {
        endpoint.stubFor(post(PATH)
                .withRequestBody(containing("json_schema"))
                .willReturn(aResponse()
                        .withStatus(400)
                        .withBody("{\"error\": {\"message\": \"Unsupported response_format\"}}")));
        endpoint.stubFor(post(PATH).withRequestBody(containing("json_object")).willReturn(Completions.good()));

        assertThat(judge().ask()).isInstanceOf(JudgeAnswer.Verdict.class);
        assertThat(judging.ask()).isInstanceOf(JudgeAnswer.Verdict.class);
        calls(3);
    }

    @Test
    void anEndpointWithoutFormatsIsAskedInWords() {
        endpoint.stubFor(post(PATH)
                .withRequestBody(containing("response_format"))
                .willReturn(aResponse().withStatus(422).withBody("response_format: extra fields not permitted")));
        endpoint.stubFor(
                post(PATH).atPriority(10).willReturn(Completions.saying("```json\n" + Completions.GOOD + "\n```")));

        assertThat(judge().ask()).isInstanceOf(JudgeAnswer.Verdict.class);
        assertThat(judging.ask()).isInstanceOf(JudgeAnswer.Verdict.class);
        calls(4);
    }

    @Test
    void aRefusedSchemaOfOneEnumSaysNothingOfTheEndpoint() {
        endpoint.stubFor(post(PATH)
                .withRequestBody(containing("calm"))
                .withRequestBody(containing("json_schema"))
                .willReturn(aResponse().withStatus(400).withBody("Invalid schema for response_format")));
        endpoint.stubFor(post(PATH)
                .atPriority(10)
                .willReturn(Completions.saying("{\"explanation\": [\"ok\"], \"verdict\": null}")));

        judge().ask(Judging.question(EvalType.ENUM, "How does the caller feel?", "calm", "sad"));
        judging.ask();

        endpoint.verify(
                1,
                postRequestedFor(urlEqualTo(PATH))
                        .withRequestBody(containing("json_schema"))
                        .withRequestBody(containing("boolean")));
    }

    @Test
    void aMetricThatDoesNotApplySaysWhy() {
        answers(Completions.saying("{\"explanation\": [\"No payment was made.\"], \"verdict\": null}"));

        assertThat(judge().ask())
                .isInstanceOfSatisfying(
                        JudgeAnswer.NotApplicable.class,
                        answer -> assertThat(answer.reason()).containsExactly("No payment was made."));
        assertThat(judging.counted("answers", "not_applicable")).isEqualTo(1);
    }

    @Test
    void aMetricWithoutTextOrValuesIsNotAsked() {
        assertThat(failure(judge().ask(Judging.question(EvalType.BINARY, " ")))).contains("no prompt");
        assertThat(failure(judging.ask(Judging.question(EvalType.ENUM, "Mood?"))))
                .contains("enum_values");
        calls(0);
    }
}
