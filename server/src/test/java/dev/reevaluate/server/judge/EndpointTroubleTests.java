package dev.reevaluate.server.judge;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Fault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trouble of the endpoint that passes is tried again; trouble that stays is told to the operator. */
class EndpointTroubleTests extends EndpointTest {

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
    void anAbsurdRetryAfterCountsAsNone(String absurd) {
        answers(aResponse().withStatus(429).withHeader("Retry-After", absurd));

        assertThatThrownBy(() -> judge("max-attempts=2").ask())
                .isInstanceOfSatisfying(
                        JudgeUnavailableException.class,
                        e -> assertThat(e.retryAfter()).isNull());
        calls(2);
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
}
