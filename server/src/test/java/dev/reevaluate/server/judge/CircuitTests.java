package dev.reevaluate.server.judge;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An endpoint that is away is left alone, and found again; one that only refuses is not away. */
class CircuitTests {

    @RegisterExtension
    static final WireMockExtension endpoint =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private final SettableClock clock = new SettableClock();
    private Judging judging;

    @BeforeEach
    void judge() {
        judging = new Judging(endpoint.baseUrl(), clock, "max-attempts=1");
    }

    @AfterEach
    void close() {
        judging.close();
    }

    private void ask(int times) {
        for (int i = 0; i < times; i++) {
            try {
                judging.ask();
            } catch (JudgeUnavailableException e) {
                // what it comes to is asked below
            }
        }
    }

    private static void answer(ResponseDefinitionBuilder answer) {
        endpoint.stubFor(any(anyUrl()).willReturn(answer));
    }

    private String circuit() {
        List<String> states = List.of("closed", "open", "half_open").stream()
                .filter(state -> judging.meters
                                .get("reevaluate.judge.circuit")
                                .tag("state", state)
                                .gauge()
                                .value()
                        == 1)
                .toList();
        assertThat(states).hasSize(1);
        return states.get(0);
    }

    @Test
    void anEndpointThatFailsTwentyTimesIsLeftAloneForTenSeconds() {
        answer(aResponse().withStatus(500));
        ask(20);
        assertThat(circuit()).isEqualTo("open");

        assertThatThrownBy(() -> judging.ask())
                .isInstanceOfSatisfying(
                        JudgeUnavailableException.class,
                        e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(10)))
                .hasMessageContaining("tried again soon");
        endpoint.verify(20, anyRequestedFor(anyUrl()));
    }

    @Test
    void anEndpointThatIsBackIsFound() {
        answer(aResponse().withStatus(500));
        ask(20);
        answer(Completions.good());
        clock.pass(Duration.ofSeconds(11));

        for (int trial = 0; trial < 4; trial++) {
            assertThat(judging.ask()).isInstanceOf(JudgeAnswer.Verdict.class);
        }

        assertThat(circuit()).isEqualTo("closed");
    }

    @Test
    void anEndpointThatIsStillAwayIsLeftAloneAgain() {
        answer(aResponse().withStatus(500));
        ask(20);
        clock.pass(Duration.ofSeconds(11));

        ask(50);

        assertThat(circuit()).isEqualTo("open");
        endpoint.verify(24, anyRequestedFor(anyUrl()));
    }

    @Test
    void whatOneOrganizationAsksOpensItForNobodyElse() {
        answer(aResponse().withStatus(500));
        ask(20);
        answer(Completions.good());

        assertThat(judging.ask(Judging.of(2))).isInstanceOf(JudgeAnswer.Verdict.class);
        assertThatThrownBy(() -> judging.ask()).hasMessageContaining("tried again soon");
        assertThat(circuit()).as("the worst of all").isEqualTo("open");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 429})
    void whatIsRefusedDoesNotOpenIt(int status) {
        answer(aResponse().withStatus(status));

        ask(50);

        assertThat(circuit()).isEqualTo("closed");
        endpoint.verify(50, anyRequestedFor(anyUrl()));
    }

    @Test
    void refusalsCloseItAsTheyShowThatTheEndpointIsBack() {
        answer(aResponse().withStatus(500));
        ask(20);
        answer(aResponse().withStatus(401));
        clock.pass(Duration.ofSeconds(11));

        ask(4);

        assertThat(circuit()).isEqualTo("closed");
    }

    @Test
    void pooledConnectionsThatWereClosedDoNotOpenIt() {
        answer(aResponse().withFault(Fault.EMPTY_RESPONSE));

        ask(50);

        assertThat(circuit()).isEqualTo("closed");
        assertThat(judging.counted("calls", "stale_connection")).isEqualTo(50);
    }
}
