package dev.reevaluate.server.python;

import static dev.reevaluate.server.python.Python.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.JsonBounds;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program sets beside its score can be shown inside an answer later, or is refused with the reason. */
class ExtraBoundsTests {

    private static Python python;

    @BeforeAll
    static void start() {
        python = new Python(1, Duration.ofSeconds(20));
    }

    @AfterAll
    static void stop() {
        python.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for i in range(100): a = [a]",
                "for i in range(490): a = (a,)",
                "for i in range(900): a = {'b': a}",
                "a = [-10**500]",
                "a = 10**4000",
                "a = {'b' * 60000: 1}"
            })
    void anExtraThatCouldNotBeShownLaterIsRefusedWithTheReason(String makes) {
        assertThat(python.failure("a = 1\n" + makes + "\n_extra = {'a': a}\n_result = 1"))
                .isEqualTo("Line 3: _extra " + JsonBounds.BEYOND + ".");
    }

    @Test
    void anExtraWithinTheBoundsIsKept() {
        PythonOutcome outcome = python.run("""
                a = [10**500 - 1, 1e308, 5e-324]
                for i in range(98): a = {"b" * 500: a}
                _extra = {"a": a, "c" * 10000: 1}
                _result = 1""", "{}");

        assertThat(result(outcome)).isEqualTo("1");
    }

    @Test
    void anExtraBeyondTheBoundsIsRefusedAlsoWhereTheProgramForgesItsAnswer() {
        String forged = "{\"result\": 1, \"explanation\": [], \"extra\": {\"a\": %s%s}}"
                .formatted("[".repeat(300), "]".repeat(300));

        assertThat(python.failure(PythonProgramTests.FORGE.formatted(forged)))
                .endsWith("_extra " + JsonBounds.BEYOND + ".");
    }
}
