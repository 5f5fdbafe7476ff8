package dev.reevaluate.server.judge;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.notMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.evaluation.EvalType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked of an endpoint, and what becomes of a good answer. */
class EndpointTests extends EndpointTest {

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
}
