package dev.reevaluate.server.judge;

import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A judge's endpoint that a test lets answer as it likes; each test configures its own judge. */
abstract class EndpointTest {

    static final String PATH = "/v1/chat/completions";

    @RegisterExtension
    static final WireMockExtension endpoint =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @SuppressWarnings("NullAway.Init") // each test configures its own
    Judging judging;

    @AfterEach
    void close() {
        if (judging != null) {
            judging.close();
        }
    }

    Judging judge(String... settings) {
        judging = Judging.at(endpoint.baseUrl() + "/v1/", settings);
        return judging;
    }

    /** Answers in this order; the last one is given from then on. */
    static void answers(ResponseDefinitionBuilder... answers) {
        for (int i = 0; i < answers.length; i++) {
            endpoint.stubFor(post(PATH)
                    .inScenario("answers")
                    .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "after " + i)
                    .willSetStateTo(
                            i < answers.length - 1 ? "after " + (i + 1) : i == 0 ? Scenario.STARTED : "after " + i)
                    .willReturn(answers[i]));
        }
    }

    static void calls(int count) {
        endpoint.verify(count, postRequestedFor(urlEqualTo(PATH)));
    }

    static String failure(JudgeAnswer answer) {
        assertThat(answer).isInstanceOf(JudgeAnswer.Failed.class);
        return ((JudgeAnswer.Failed) answer).explanation();
    }
}
