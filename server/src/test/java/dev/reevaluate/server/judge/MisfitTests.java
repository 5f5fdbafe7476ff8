package dev.reevaluate.server.judge;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.reevaluate.server.evaluation.EvalType;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of answers that do not fit the question. */
class MisfitTests extends EndpointTest {

    static List<ResponseDefinitionBuilder> misfits() {
        return List.of(
                Completions.saying("The agent was polite, so I would say it passes."),
                Completions.saying("Sure! {\"explanation\": [\"ok\"], \"verdict\": true}"),
                Completions.saying("{\"explanation\": [\"ok\"], \"verdict\": true} {\"verdict\": false}"),
                Completions.saying("{\"explanation\": [\"ok\"], \"verdict\": true, \"verdict\": false}"),
                Completions.saying("{\"explanation\": [\"ok\"], \"verdict\": \"yes\"}"),
                Completions.saying("{\"explanation\": [\"ok\"], \"verdict\": NaN}"),
                Completions.saying("{\"explanation\": [\"ok\"], \"verdict\": 3}"),
                Completions.saying("{\"explanation\": [\"ok\"], \"verdict\": 1e2147483648}"),
                Completions.saying("{\"explanation\": [\"ok\"], \"verdict\": true, \"sure\": 1e-2147483648}"),
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
                okJson("{\"choices\": [], \"created\": 1e2147483648}"),
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
}
