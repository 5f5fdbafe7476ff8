package dev.reevaluate.server.evaluation;

import static dev.reevaluate.server.evaluation.CallOf.evaluated;
import static dev.reevaluate.server.evaluation.CallOf.explanation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.reevaluate.server.testing.DocumentationPage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/metrics.md says of predefined metrics is so. */
class PredefinedPageTests {

    private static final Call SILENT = CallOf.transcript("[]");
    private static final Call GREETING =
            CallOf.transcript("[{\"role\": \"Main Agent\", \"content\": \"Hi\", \"start_time\": 0, \"end_time\": 1}]");

    @Test
    void itListsTheFunctionsThatThereAre() throws IOException {
        List<String> documented = Pattern.compile(
                        "^\\| `(\\w+)` \\| `(?:binary|numeric|continuous_qualitative)` ", Pattern.MULTILINE)
                .matcher(DocumentationPage.of("metrics.md").text())
                .results()
                .map(row -> row.group(1))
                .toList();

        String known = explanation(evaluated("get_mood", SILENT)).replaceAll(".* It has (.*)\\.", "$1");
        assertThat(documented).containsExactlyInAnyOrder(known.split(", "));
    }

    @Test
    void whatBadInputBecomesIsToldAsThePageSays() throws IOException {
        String page = DocumentationPage.of("metrics.md").text();
        for (String told : List.of(
                explanation(evaluated("get_talk_ratio", SILENT)),
                explanation(evaluated("get_latency", GREETING)),
                explanation(evaluated("get_mood", SILENT)).replaceAll(" It has .*", ""),
                explanation(evaluated("detect_silence", Map.of("silence_duration", 0), GREETING)),
                String.valueOf(catchThrowable(() -> CallOf.transcript("{}")).getMessage()),
                explanation(evaluated("get_latency", CallOf.speech("[[5, 4]]", "[[0, 1]]", "6"))))) {
            assertThat(page).contains("`" + told + "`");
        }
    }
}
