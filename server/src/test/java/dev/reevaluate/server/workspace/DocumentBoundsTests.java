package dev.reevaluate.server.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reevaluate.server.JsonBounds;
import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.results.RunView;
import dev.reevaluate.server.results.Runs;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

/** What a document brings can be shown inside an answer later, or is refused where it stands. */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentBoundsTests {

    private final World world;
    private final Workspaces workspaces;
    private final Runs runs;

    @Autowired
    DocumentBoundsTests(World world, Workspaces workspaces, Runs runs) {
        this.world = world;
        this.workspaces = workspaces;
        this.runs = runs;
    }

    @BeforeAll
    void aResult() {
        world.startFrom("""
                organizations: [{id: 1, name: One}]
                projects: [{id: 1, organization: 1, name: First}]
                agents: [{id: 1, project: 1, name: A}]
                results: [{id: 101, agent: 1, name: R}]
                """);
    }

    @Test
    void aLetterOfTwoCharactersMayStandAtTheEdgeOfTheReadersBuffer() {
        for (int before = 1024 * 1024 - 5; before < 1024 * 1024 + 5; before++) {
            Resource document = document("yaml", """
                    #%s
                    organizations: [{id: 1, name: One}]
                    """.formatted("x".repeat(before) + "\uD83D\uDE00"));

            assertThat(DocumentCheck.of(document, false).mistakes()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("beyond")
    void whatCouldNotBeShownLaterIsRefusedWhereItStands(String field, String value) {
        Resource document = document("json", """
                {"runs": [
                  {"id": 2, "result": 101, "status": "completed",
                   "%s": %s}]}""".formatted(field, value));

        assertThat(catchThrowable(() -> workspaces.load(document)))
                .isInstanceOf(BadWorkspaceException.class)
                .hasMessage("runs[0].%s, line 3: %s".formatted(field, JsonBounds.BEYOND));
        assertThat(DocumentCheck.of(document, false).mistakes())
                .as("check tells it, too")
                .containsExactly(new Mistake(3, "runs[0]." + field, JsonBounds.BEYOND));
    }

    static Stream<Arguments> beyond() {
        return Stream.of(
                arguments("metadata", "{\"a\": %s}".formatted(lists(100))),
                arguments("metadata", "{\"a\": [1e500]}"),
                arguments("metadata", "{\"a\": {\"b\": 1e-501}}"),
                arguments("metadata", "{\"%s\": 1}".formatted("a".repeat(10_001))),
                arguments(
                        "transcript_object",
                        "[{\"role\": \"Main Agent\", \"data\": {\"a\": %s}}]".formatted(lists(480))),
                arguments("evaluator", "{\"name\": %s}".formatted(lists(450))),
                arguments("expected_outcome", "{\"score\": 1, \"a\": [1%s]}".formatted("0".repeat(600))),
                arguments("test_profile", "{\"a\": %s}".formatted(lists(450))));
    }

    @Test
    void whatIsWithinTheBoundsIsLoadedAndShown() {
        workspaces.load(document("json", """
                {"runs": [{"id": 1, "result": 101, "status": "completed",
                           "metadata": {"deep": %s, "long": 1e499, "%s": -1e-500}}]}
                """.formatted(lists(99), "a".repeat(10_000))));

        assertThat(runs.find(new Caller(1, null, false), List.of(1L)))
                .singleElement()
                .extracting(RunView::metadata)
                .satisfies(shown -> assertThat(shown).hasSize(3));
    }

    @ParameterizedTest
    @CsvSource({"1e2147483648, json", "-1e-2147483648, json", "1e2147483648, yaml", "-1e-99999999999, yaml"})
    void aNumberThatNobodyCanReadIsRefusedWhereItStands(String number, String language) {
        Resource document = document(
                language,
                "{\"runs\": [{\"id\": 2,\n \"result\": 101,\n \"metadata\": {\"a\": %s}}]}".formatted(number));

        assertThat(catchThrowable(() -> workspaces.load(document)))
                .isInstanceOf(BadWorkspaceException.class)
                .message()
                .matches("line 3, column \\d+: a number that can't be read");
    }

    @ParameterizedTest
    @MethodSource("beyondTheParser")
    void whatTheParserGivesUpIsRefusedWithItsLineAndTheSameReason(String language, String metadata) {
        Resource document = document(
                language, "{\"runs\": [\n{\"id\": 2, \"result\": 101, \"metadata\": %s}]}".formatted(metadata));

        assertThat(catchThrowable(() -> workspaces.load(document)))
                .isInstanceOf(BadWorkspaceException.class)
                .message()
                .matches("line 2, column \\d+: " + JsonBounds.BEYOND);
        assertThat(DocumentCheck.of(document, false).mistakes())
                .as("check tells it, too")
                .singleElement()
                .extracting(Mistake::line, Mistake::reason)
                .containsExactly(2, JsonBounds.BEYOND);
    }

    static Stream<Arguments> beyondTheParser() {
        return Stream.of("json", "yaml")
                .flatMap(language -> Stream.of(
                                lists(600),
                                "{\"a\": ".repeat(600) + "1" + "}".repeat(600),
                                "{\"a\": 1%s}".formatted("0".repeat(2000)),
                                "{\"a\": 0.%s}".formatted("1".repeat(2000)))
                        .map(metadata -> arguments(language, metadata)));
    }

    @Test
    void levelsOfIndentAreCountedAsBracketsAre() {
        String levels = IntStream.range(0, 600)
                .mapToObj(level -> " ".repeat(level) + "a:\n")
                .collect(Collectors.joining());

        assertThat(catchThrowable(
                        () -> workspaces.load(document("yaml", "runs:\n- id: 2\n  metadata:\n" + levels.indent(4)))))
                .isInstanceOf(BadWorkspaceException.class)
                .message()
                .matches("line \\d+, column \\d+: " + JsonBounds.BEYOND);
    }

    @Test
    @Timeout(30)
    void aLongTextWithoutASpaceIsReadAsFastAsOneWithSpaces() {
        String text = "a".repeat(16_000_000);

        assertThat(DocumentCheck.of(
                                document("yaml", "runs:\n- id: 2\n  result: 101\n  metadata: {a: %s}".formatted(text)),
                                false)
                        .mistakes())
                .extracting(Mistake::path)
                .containsExactly("runs[0]");
    }

    private static String lists(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    private static Resource document(String language, String text) {
        return new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public String getFilename() {
                return "test." + language;
            }
        };
    }
}
