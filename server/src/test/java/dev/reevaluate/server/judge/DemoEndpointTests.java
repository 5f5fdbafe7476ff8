package dev.reevaluate.server.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.evaluation.EvalType;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The offline demo judge answers as an endpoint does, by a simple rule, and says what it is. */
class DemoEndpointTests {

    private DemoEndpoint demo;
    private Judging judging;

    @BeforeEach
    void start() {
        demo = DemoEndpoint.start();
        judging = Judging.at(demo.baseUrl().toString());
    }

    @AfterEach
    void close() {
        judging.close();
        demo.close();
    }

    private static JudgeQuestion question(EvalType type, String prompt, String agent, String... values) {
        return new JudgeQuestion(prompt, type, List.of(values), Judging.call("Hello.", agent), 1);
    }

    @Test
    void itListensOnLoopbackOnly() throws Exception {
        URI url = demo.baseUrl();
        assertThat(InetAddress.getByName(url.getHost()).isLoopbackAddress()).isTrue();
    }

    @Test
    void everyVerdictSaysThatNoModelWasAsked() {
        JudgeAnswer answer = judging.ask(question(
                EvalType.BINARY,
                "Ask for the account number and the postal code.",
                "Your account number and postal code?"));

        assertThat(answer).isInstanceOfSatisfying(JudgeAnswer.Verdict.class, verdict -> {
            assertThat(verdict.explanation().get(0)).contains("offline demo judge", "no language model");
            assertThat(verdict.extra()).containsEntry("model", "offline-demo-judge");
            assertThat(verdict.score()).isEqualByComparingTo("5");
        });
        assertThat(judging.ask(question(EvalType.BINARY, "Ask for the account number.", "Goodbye.")))
                .isInstanceOfSatisfying(
                        JudgeAnswer.Verdict.class,
                        verdict -> assertThat(verdict.score()).isEqualByComparingTo("0"));
    }

    @Test
    void itAnswersEachType() {
        assertThat(judging.ask(question(EvalType.CONTINUOUS_QUALITATIVE, "account number", "The account.")))
                .isInstanceOfSatisfying(
                        JudgeAnswer.Verdict.class,
                        verdict -> assertThat(verdict.score()).isBetween(BigDecimal.ZERO, BigDecimal.valueOf(5)));
        assertThat(judging.ask(question(EvalType.NUMERIC, "account number", "The account.")))
                .isInstanceOf(JudgeAnswer.Verdict.class);
        assertThat(judging.ask(question(EvalType.ENUM, "Mood?", "You sound sad.", "calm", "sad")))
                .isInstanceOfSatisfying(
                        JudgeAnswer.Verdict.class,
                        verdict -> assertThat(verdict.enumValue()).isEqualTo("sad"));
        assertThat(judging.ask(question(EvalType.ENUM, "Mood?", "Bye.", "calm", "sad")))
                .isInstanceOfSatisfying(
                        JudgeAnswer.Verdict.class,
                        verdict -> assertThat(verdict.enumValue()).isEqualTo("calm"));
    }
}
