package dev.reevaluate.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All mistakes of a document are told at once, each with its line and path, without a server or a database. */
class CheckCommandTests {

    private static final String SECRET = "sk-9f3a77c1d2b04e6585fa0c7b3e9d1642";

    @TempDir
    private Path directory;

    @Test
    void allMistakesAreToldAtOnceEachWithItsLineAndPath() throws IOException {
        CommandCall call = check("""
                organizations:
                  - {id: 1, name: One, balance: -1}
                  - id: 1
                    name: Twice
                projects:
                  - id: 5
                    organization: 7
                    name: ""
                    nmae: P
                api_keys: [{key: hunter2-hunter2, organization: 1, project: 5}]
                agents: [{id: 1, project: 5, name: A}]
                teams: []
                results: {id: 3}
                metrics:
                  - {id: 11, project: 5, name: M, eval_type: numeric, agents: [1, 9]}
                runs:
                  - id: 1001
                    result: 101
                    status: completed
                    transcript_object:
                      - {role: Main Agent}
                      - role: Testing Agent
                        start_time: soon
                """);

        assertThat(call.code()).isEqualTo(1);
        assertThat(call.out().lines().map(line -> line.substring(line.indexOf(".yaml:") + 6)))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo(
                                        "2: organizations[0].balance: expected credits from 0 to 999999999999, with six decimals at most"),
                        line -> assertThat(line).isEqualTo("3: organizations[1]: the id 1 appears twice"),
                        line -> assertThat(line).isEqualTo("7: projects[0].organization: there is no organization 7"),
                        line -> assertThat(line).startsWith("8: projects[0].name: "),
                        line -> assertThat(line).isEqualTo("9: projects[0]: there is no field nmae"),
                        line -> assertThat(line).startsWith("10: api_keys[0].key: a key needs at least 32"),
                        line -> assertThat(line)
                                .isEqualTo("10: api_keys[0].project: project 5 is not of organization 1"),
                        line -> assertThat(line).startsWith("12: column 1: not one of the lists"),
                        line -> assertThat(line).isEqualTo("13: results: expected a list"),
                        line -> assertThat(line)
                                .isEqualTo("15: metrics[0]: it needs a function_name (predefined), or a type"),
                        line -> assertThat(line).isEqualTo("15: metrics[0].agents: there is no agent 9"),
                        line -> assertThat(line).isEqualTo("18: runs[0].result: there is no result 101"),
                        line -> assertThat(line).startsWith("23: runs[0].transcript_object[1].start_time: "));
    }

    @Test
    void noMistakeIsToldInTheWordsOfJsonSchema() throws IOException {
        CommandCall call = check("""
                organizations:
                  - {id: 1, name: One, balance: -1}
                  - {id: "2", name: 5, balance: 0.00000001}
                  - {id: 2.5, name: "", balance: "1,5"}
                  - {name: x}
                  - 7
                projects: [{id: 5, organization: 1, name: P, nmae: x, webhook_url: "ftp://x", webhook_secret: "a b"}, {id: 6, organization: 1, name: P, webhook_secret: abc}]
                api_keys: [{organization: 1}, {key: abc, key_sha256: zz, organization: 1}, {key: abc, x: 1, organization: 1}]
                agents: [{id: 1, project: 5, name: [a]}, {id: 2, project: 5, name: N, inbound: yes please}]
                metrics:
                  - {id: 11, project: 5, name: M, eval_type: five, agents: 1}
                  - {id: 12, project: 5, name: M, eval_type: numeric, type: what}
                  - {id: 13, project: 5, name: M, eval_type: numeric, type: llm_judge, evaluation_trigger: custom, cost: 10000}
                  - {id: 14, project: 5, name: M, eval_type: numeric, type: llm_judge, evaluation_trigger: custom, trigger_type: llm_judge}
                  - {id: 15, project: 5, name: M, eval_type: numeric, type: null}
                results: [{id: 1, agent: 1, name: R, status: done}]
                runs:
                  - {id: 1, result: 1, status: completed, duration: "x", executed_at: soon, transcript_object: {}}
                  - {id: 2, result: 1, status: completed, duration: -1, transcript_object: [{time: 5}, {role: A, start_time: "a"}], tags: 5, evaluator: {instructions: 4}}
                  - {id: 3, result: 1, status: completed, executed_at: 2026-01-01}
                  - {id: 9223372036854775808, result: 1, status: completed}
                scores: [{run: 1, metric: 11, score: "5", explanation: x, evaluated_at: ""}]
                """);

        assertThat(call.out().lines())
                .hasSizeGreaterThan(40)
                .noneMatch(line -> line.matches(
                        ".*(schema|pattern|regex|enumeration|required propert|found, |\\[array|\\^|\\{\").*"));
    }

    @Test
    void aTimeThatIsWrongInTwoWaysIsToldOnce() throws IOException {
        CommandCall call = check(
                "runs: [{id: 1, result: 1, status: completed, executed_at: \"2026-04-07T15:02:10\"}]", "--partial");

        assertThat(call.out().lines()).singleElement().asString().contains("expected a time with its zone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"workspace.json", "workspace.yaml"})
    void aNumberThatNobodyCanReadIsToldWithItsFileAndLine(String name) throws IOException {
        Path file = Files.writeString(
                directory.resolve(name), "{\"organizations\": [\n  {\"id\": 1e2147483648, \"name\": \"One\"}]}");

        CommandCall call = CommandCall.of("check", file.toString());

        assertThat(call.out()).matches("(?s).*%s:2: column \\d+: a number that can't be read.*".formatted(name));
        assertThat(call.out() + call.err()).doesNotContain("2147483648");
        assertThat(call.code()).isEqualTo(1);
    }

    @Test
    void anIdThatNoLongCanHoldIsToldWithItsLine() throws IOException {
        CommandCall call = check("""
                organizations:
                  - {id: 1e400, name: One}
                  - {id: 1e2147483647, name: Two}
                projects:
                  - {id: 1, organization: 1e19, name: P}
                """, "--partial");

        assertThat(call.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).endsWith(".yaml:2: organizations[0]: a number that can't be read"),
                        line -> assertThat(line).endsWith(".yaml:3: organizations[1]: a number that can't be read"),
                        line -> assertThat(line).endsWith(".yaml:5: projects[0]: a number that can't be read"));
    }

    @Test
    void whatIsReadBeforeASyntaxErrorIsCheckedToo() throws IOException {
        CommandCall call = check("organizations: [{id: 1}]\nprojects: [{id: 3\n");

        assertThat(call.out().lines()).hasSize(2);
        assertThat(call.out()).contains(".yaml:1: organizations[0]: ", "this is no YAML");
    }

    @Test
    void itAsksForNoDatabaseOfWhichHalfIsNamed() throws IOException {
        CommandCall call = check("organizations: [{id: 1, name: One}]\n", "--spring.datasource.password=left");

        assertThat(call.err()).isEmpty();
        assertThat(call.code()).isZero();
        assertThat(CommandCall.of("keys", "list", "--spring.datasource.password=left")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void aDocumentWithoutMistakesIsRight() throws IOException {
        CommandCall call =
                check("organizations: [{id: 1, name: One}]\nprojects: [{id: 5, organization: 1.0, name: P}]\n");

        assertThat(call.out()).endsWith("workspace.yaml is right: 1 organization, 1 project." + System.lineSeparator());
        assertThat(call.code()).isZero();
    }

    @Test
    void moreUsedThanGrantedIsAMistakeAsItIsForALoad() throws IOException {
        assertThat(check("organizations: [{id: 1, name: One, balance: \"2\", used: 2.000001}]")
                        .out())
                .contains("organizations[0].used: more than the balance that was granted");
        assertThat(check("organizations: [{id: 1, name: One, balance: 2, used: 2}]")
                        .code())
                .isZero();
    }

    @Test
    void aDocumentThatAddsToADatabaseMayReferToWhatIsThere() throws IOException {
        assertThat(check("agents: [{id: 1, project: 5, name: A}]").code()).isEqualTo(1);
        assertThat(check("agents: [{id: 1, project: 5, name: A}]", "--partial").code())
                .isZero();
    }

    @Test
    void pythonOfMetricsAndTriggersIsCompiledAndNotRun() throws IOException {
        CommandCall call = check("""
                organizations: [{id: 1, name: One}]
                projects: [{id: 5, organization: 1, name: P}]
                metrics:
                  - {id: 1, project: 5, name: Good, type: custom_code, eval_type: binary, custom_code: "1/0"}
                  - id: 2
                    project: 5
                    name: Bad
                    type: custom_code
                    eval_type: binary
                    custom_code: |
                      _result = True
                      if _result
                  - id: 3
                    project: 5
                    name: Trigger
                    type: llm_judge
                    eval_type: binary
                    evaluation_trigger: custom
                    trigger_type: custom_code
                    evaluation_trigger_custom_code: "("
                """);

        assertThat(call.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains(".yaml:10: metrics[1].custom_code: does not compile: Line "),
                        line -> assertThat(line)
                                .contains(".yaml:20: metrics[2].evaluation_trigger_custom_code: does not compile: "));
        assertThat(call.code()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api_keys: [{key: [SECRET], organization: 1}]",
                "api_keys: [{key: {SECRET: 1}, organization: 1}]",
                "api_keys: [{SECRET: 1, organization: 1}]",
                "api_keys: [{key: SECRET, organization: 1}, {key: SECRET, organization: 1}]",
                "api_keys: SECRET",
                "SECRET: 1",
                "api_keys: [SECRET]",
                "api_keys: [{key: SECRET",
                "api_keys: [{key: \"SECRET\\0\", organization: 1}]"
            })
    void aKeyIsNotShown(String document) throws IOException {
        CommandCall call = check(document.replace("SECRET", SECRET));

        assertThat(call.code()).isEqualTo(1);
        assertThat(call.out() + call.err()).doesNotContain(SECRET);
    }

    @Test
    void nothingIsWrittenAndWhatIsNoFileIsSaid() throws IOException {
        Path data = directory.resolve("data");
        check("{}", "--reevaluate.data-dir=" + data);

        assertThat(data).doesNotExist();
        assertThat(CommandCall.of("check", directory.resolve("none.yaml").toString()))
                .satisfies(call -> assertThat(call.err()).contains("There is no file "))
                .satisfies(call -> assertThat(call.code()).isEqualTo(1));
    }

    private CommandCall check(String yaml, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("workspace.yaml"), yaml);
        return CommandCall.of(Stream.concat(Stream.of("check", file.toString()), Stream.of(options))
                .toArray(String[]::new));
    }
}
