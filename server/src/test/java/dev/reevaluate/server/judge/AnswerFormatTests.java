package dev.reevaluate.server.judge;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.evaluation.EvalType;
import org.junit.jupiter.api.Test;

/** In which formats endpoints are asked for answers, and which answers are none. */
class AnswerFormatTests extends EndpointTest {

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
    void anEndpointThatQuotesWhatItRefusesIsAskedForTheFormatAsBefore() {
        endpoint.stubFor(post(PATH)
                .withRequestBody(containing("Is it long?"))
                .willReturn(aResponse().withStatus(400).withBody("Too long: {\"response_format\": ...")));
        endpoint.stubFor(post(PATH).atPriority(10).willReturn(Completions.good()));

        assertThat(failure(judge().ask(Judging.question(EvalType.BINARY, "Is it long?"))))
                .contains("400");
        assertThat(judging.ask()).isInstanceOf(JudgeAnswer.Verdict.class);

        endpoint.verify(
                1,
                postRequestedFor(urlEqualTo(PATH))
                        .withRequestBody(containing("json_schema"))
                        .withRequestBody(containing("agent is polite")));
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
