package dev.reevaluate.server.python;

import static dev.reevaluate.server.python.Python.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.evaluation.EvalType;
import dev.reevaluate.server.testing.DocumentationPage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;

/** What docs/metrics.md says of Python metrics is so. */
class PythonPageTests {

    private static Python python;
    private static DocumentationPage page;

    @BeforeAll
    static void start() throws IOException {
        python = new Python(1, Duration.ofSeconds(20));
        page = DocumentationPage.of("metrics.md");
    }

    @AfterAll
    static void stop() {
        python.close();
    }

    @Test
    void itsExampleScores() {
        PythonOutcome.Scored scored = (PythonOutcome.Scored) python.run(
                        page.code("slow = ["),
                        EvalType.BINARY,
                        List.of("{\"latency_data\": [{\"latency\": 2500}, {\"latency\": 100}]}"))
                .get(0);

        assertThat(scored.result().booleanValue()).isFalse();
        assertThat(scored.explanations()).containsExactly("1 answers took longer than two seconds");
        assertThat(scored.extra()).isEqualTo(Map.of("stdout", "2 answers\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            x = 1\\n1 / 0
            x = 1\\n\\n_result = (1
            x = 1\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\ny = 2
            \\n\\n\\n\\n\\n\\n_result = float('nan')
            \\n\\nexit()
            input()
            a = []\\nfor i in range(100): a = [a]\\n_extra = {'a': a}\\n_result = 1
            \\n\\n\\n\\n\\n\\n\\n\\n_extra = {'a': 'x' * 69991}\\n_result = 1
            """)
    void aProgramThatGoesWrongIsToldWhatThePageSays(String source) {
        assertThat(page.text()).contains("`" + python.failure(source.replace("\\n", "\n")) + "`");
    }

    @Test
    void whatItCanNotReachIsToldAsThePageSays() {
        String told = python.failure("open('/etc/passwd')").replaceAll("Line 1: .*? A Python", "A Python");

        assertThat(page.text()).contains(told.replace("`", ""));
    }

    @Test
    void theLibrariesItNamesAreThereAndTheOthersAreNot() {
        Matcher named = Pattern.compile("as\\s+it computes: `([^`]+)`").matcher(page.text());
        assertThat(named.find()).isTrue();
        String there = String.join(", ", named.group(1).split("\\s+"));
        assertThat(result(python.run("import " + there + "\n_result = 1", "{}")))
                .isEqualTo("1");

        Matcher absent = Pattern.compile("and more; `(\\w+)`, `(\\w+)` and `(\\w+)` are not")
                .matcher(page.text());
        assertThat(absent.find()).isTrue();
        for (int i = 1; i <= absent.groupCount(); i++) {
            assertThat(python.failure("import " + absent.group(i) + "\n_result = 1"))
                    .startsWith("Line 1: ");
        }
    }

    @Test
    void itsDefaultsAreThoseOfTheServer() {
        PythonProperties properties = new Binder().bindOrCreate("reevaluate.python", PythonProperties.class);

        assertThat(page.settings("reevaluate.python."))
                .containsEntry("workers", "one a core")
                .containsEntry("timeout", properties.timeout().toSeconds() + "s")
                .containsEntry("jar", "none");
        assertThat(properties.workers()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(properties.jar()).isNull();
        assertThat(page.text()).contains("`The program needs more than the %d MB".formatted(ChildStarter.HEAP_MB));
    }
}
