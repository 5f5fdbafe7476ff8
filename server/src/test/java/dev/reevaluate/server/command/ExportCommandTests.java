package dev.reevaluate.server.command;

import static dev.reevaluate.server.testing.World.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.access.ApiKeys;
import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import dev.reevaluate.server.workspace.DocumentCheck;
import dev.reevaluate.server.workspace.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.FileSystemResource;

/** An exported document is right, and loaded into an empty database it gives the same workspace. */
@ServerTest
class ExportCommandTests {

    private static final String KEY = "documents-key-9b1c5e0a7d2f4486a3c01e5b";
    private static final String ALL_KINDS = """
            organizations: [{id: 1, name: "Öne: \\"1\\"", balance: "10.000001"}, {id: 2, name: "2"}]
            projects:
              - {id: 5, organization: 1, name: "yes", webhook_url: "https://h.example/x", webhook_secret: "s3cret#"}
              - {id: 6, organization: 2, name: "null"}
            api_keys: [{key: %s, organization: 1, project: 5, read_only: true, name: ci}]
            agents:
              - {id: 1, project: 5, name: A, description: "a\\n  b\\n\\n", language: en, inbound: false, contact_number: "+1"}
              - {id: 2, project: 5, name: "~"}
            metrics:
              - {id: 11, project: 5, name: L, eval_type: numeric, function_name: get_latency, agents: [2, 1], cost: "1.5"}
              - {id: 12, project: 5, name: S, eval_type: binary, function_name: detect_silence, agents: [1],
                 configuration: {silence_duration: 3.50}}
              - {id: 13, project: 5, name: J, eval_type: enum, type: llm_judge, prompt: "Which?", enum_values: [a, 1, null],
                 simulation_enabled: false}
              - {id: 14, project: 5, name: P, eval_type: continuous_qualitative, type: custom_code,
                 custom_code: "# one\\nif True:\\n\\t_result = 1\\n", evaluation_trigger: custom, trigger_type: custom_code,
                 evaluation_trigger_custom_code: "_result = True"}
              - {id: 15, project: 5, name: T, eval_type: binary, type: basic, prompt: "", evaluation_trigger: custom,
                 trigger_type: llm_judge, evaluation_trigger_prompt: "When?"}
            results: [{id: 101, agent: 1, name: R}, {id: 102, agent: 2, name: S, status: timeout}]
            runs:
              - id: 1001
                result: 101
                status: completed
                duration: 61.250
                executed_at: "2026-04-07T19:15:42.123456+02:00"
                call_end_reason: "#no comment"
                metadata: {a: null, "1": [1.10, true, {}], b: "2026-01-01"}
                transcript_object:
                  - {role: Testing Agent, content: "Hi \\U0001f600\\u2028 \\\\u0000 \\t.", start_time: 0, end_time: 1.5}
                  - {role: Main Agent, content: null, start_time: 2.0, end_time: 3}
                recording_data: {main_speaking: [[2.0, 3]], testing_speaking: [[0, 1.5]], total_duration: 61.25}
                test_profile: "text"
                provider_call_id: "007"
                provider_call_data: [1]
                tags: [x]
                voice_recording: "https://r.example"
                evaluator: {instructions: I}
                expected_outcome: {prompt: P}
              - {id: 1002, result: 101, status: failed, deleted: true}
              - {id: 1003, result: 101, status: completed, transcript_object: [{role: Main Agent, start_time: 20, end_time: 21}]}
              - {id: 1004, result: 102, status: timeout}
            scores:
              - {run: 1001, metric: 13, score: 1, enum: "1", explanation: ["One", "Two"], extra: {x: 1.0},
                 evaluated_at: "2026-05-01T00:00:00.000001Z"}
              - {run: 1001, metric: 15, score: 0, explanation: []}
              - {run: 1003, metric: 14, failed: true, explanation: ["No"]}
            """.formatted(KEY);

    private static final String TABLES = """
            select concat_ws(E'\\n',
              (select string_agg((id, name, granted, balance)::text, ';' order by id) from organization),
              (select string_agg(t::text, ';' order by id) from project t),
              (select string_agg((hash, organization_id, project_id, read_only, name, revoked_at is null)::text, ';'
                                 order by hash) from api_key),
              (select string_agg(t::text, ';' order by id) from agent t),
              (select string_agg(t::text, ';' order by id) from metric t),
              (select string_agg(t::text, ';' order by metric_id, agent_id) from metric_agent t),
              (select string_agg((id, agent_id, name, status, total_runs_count, completed_runs_count, success_runs_count,
                                  failed_runs_count, success_rate)::text, ';' order by id) from result),
              (select string_agg(t::text, ';' order by id) from run t),
              (select string_agg((run_id, metric_id, score, enum_value, passed, failed, explanation, extra, evaluated_at)::text,
                                 ';' order by run_id, metric_id) from score))
            """;

    private final World world;
    private final BulkEvaluation bulk;
    private final ApiKeys keys;

    @TempDir
    private Path directory;

    @Autowired
    ExportCommandTests(World world, BulkEvaluation bulk, ApiKeys keys) {
        this.world = world;
        this.bulk = bulk;
        this.keys = keys;
    }

    @ParameterizedTest
    @ValueSource(strings = {"export.yaml", "export.json"})
    void aWorkspaceOfAllKindsComesBackAsItWas(String name) throws IOException {
        world.startFrom(ALL_KINDS);
        bulk.evaluate(new Caller(1, null, false), ids(101), ids(11, 12));
        world.work();
        world.change("update api_key set revoked_at = now()");
        String before = world.text(TABLES);
        Path file = directory.resolve(name);

        CommandCall export = command("export", file.toString());

        assertThat(export.err()).startsWith("Exported 2 organizations, 2 projects, 1 api_key, ");
        assertThat(export.code()).isZero();
        assertThat(mistakes(file)).isEmpty();
        world.clear();
        assertThat(command("load", file.toString()).code()).isZero();
        assertThat(world.text(TABLES)).isEqualTo(before);
        assertThat(world.unbalanced()).isEmpty();
        assertThat(keys.caller(KEY)).as("a revoked key stays revoked").isEmpty();
    }

    @Test
    void anExportLoadedWhereItComesFromChangesNothing() throws IOException {
        world.startFrom(ALL_KINDS);
        bulk.evaluate(new Caller(1, null, false), ids(101), ids(11));
        world.work();
        Path file = directory.resolve("export.yaml");
        command("export", file.toString());
        bulk.evaluate(new Caller(1, null, false), ids(101), ids(11));
        world.work();
        String before = world.text(TABLES);

        CommandCall load = command("load", file.toString());

        assertThat(load.out().lines().filter(line -> line.matches("\\w+ +\\d.*")))
                .isNotEmpty()
                .allMatch(line -> line.matches("\\w+ +0 +0 +\\d+"));
        assertThat(world.text(TABLES)).isEqualTo(before);
        assertThat(keys.caller(KEY)).contains(new Caller(1, 5L, true));
    }

    @Test
    void theDemoComesBackWithoutItsKeys() throws IOException {
        world.startFromDemo();
        world.change("update loaded_workspace set demo = true");
        bulk.evaluate(new Caller(1, null, false), ids(101, 102), ids(11, 12));
        world.work();
        String before = world.text(TABLES.replace("from api_key)", "from api_key where false)"));

        CommandCall export = command("export", "--format=json");

        assertThat(export.err()).contains("keys everybody knows: they were left out");
        Path file = Files.writeString(directory.resolve("demo.json"), export.out());
        assertThat(mistakes(file)).isEmpty();
        world.clear();
        assertThat(command("load", file.toString()).err()).isEmpty();
        assertThat(world.count("api_key")).isZero();
        assertThat(world.text(TABLES)).isEqualTo(before);
    }

    @Test
    void aKeyOfTheDemoIsRefusedByItsHashToo() throws IOException {
        world.startFromDemo();
        String hash = world.text("select encode(sha256(convert_to('demo-read-only-key', 'UTF8')), 'hex')");
        world.startFrom("organizations: [{id: 1, name: One}]");
        Path file = Files.writeString(
                directory.resolve("w.yaml"), "api_keys: [{key_sha256: %s, organization: 1}]".formatted(hash));

        assertThat(command("load", file.toString()).err()).contains("a key of the demo, which everybody knows");
        assertThat(world.count("api_key")).isZero();
    }

    @Test
    void aResultThatIsBeingReevaluatedEndsInTheExport() throws IOException {
        world.startFrom(ALL_KINDS);
        bulk.evaluate(new Caller(1, null, false), ids(101), ids(11));

        CommandCall export = command("export");

        assertThat(export.err()).contains("1 result is being re-evaluated");
        assertThat(export.out()).doesNotContain("running");
    }

    @Test
    void theFileIsItsOwnersOnlyAndNothingIsLeftOfOneThatFails() throws IOException {
        world.startFrom(ALL_KINDS);
        Path file = directory.resolve("export.yaml");

        command("export", file.toString());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(command("export", directory.resolve("none/x.yaml").toString())
                        .err())
                .contains("x.yaml can't be written: there is no directory " + directory.resolve("none") + ".");
        assertThat(command("export", directory.toString()).err()).contains("can't be written: it is a directory.");
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void theUnfinishedFileOfAnotherExportIsLeftAlone() throws IOException {
        world.startFrom(ALL_KINDS);
        Path file = directory.resolve("export.yaml");
        Path others = Files.writeString(directory.resolve("export.yaml.part"), "of another export");

        assertThat(command("export", file.toString()).code()).isZero();

        assertThat(others).hasContent("of another export");
        assertThat(mistakes(file)).isEmpty();
    }

    @Test
    void aPipeIsNotReplacedByAFileNorIsALinkToOneOrToNothing() throws Exception {
        world.startFrom(ALL_KINDS);
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path toPipe = Files.createSymbolicLink(directory.resolve("to-pipe"), pipe);
        Path toNothing = Files.createSymbolicLink(directory.resolve("to-nothing"), directory.resolve("none"));

        for (Path special : List.of(pipe, toPipe)) {
            CommandCall call = command("export", special.toString());

            assertThat(call.code()).isEqualTo(1);
            assertThat(call.err())
                    .contains(special + " is no regular file", "\"export > %s\" writes to it".formatted(special));
        }
        assertThat(command("export", toNothing.toString()).err())
                .contains("to-nothing can't be written: it is a link to " + directory.resolve("none"));
        assertThat(Files.readAttributes(pipe, BasicFileAttributes.class).isOther())
                .isTrue();
        assertThat(List.of(toPipe, toNothing)).allMatch(Files::isSymbolicLink);
        assertThat(directory.resolve("none")).doesNotExist();
    }

    @Test
    void ofALinkTheFileIsReplacedThatItLeadsTo() throws IOException {
        world.startFrom(ALL_KINDS);
        Path backups = Files.createDirectory(directory.resolve("backups"));
        Path file = Files.writeString(backups.resolve("monday.yaml"), "of last week");
        Path link = Files.createSymbolicLink(directory.resolve("latest.yaml"), Path.of("backups", "monday.yaml"));

        CommandCall call = command("export", link.toString());

        assertThat(call.code()).isZero();
        assertThat(link).isSymbolicLink();
        assertThat(mistakes(file)).isEmpty();
        assertThat(file).content().startsWith("organizations:");
        assertThat(backups).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void anExportThatCouldNotBeWrittenIsNotTakenForABackup() {
        world.startFrom(ALL_KINDS);

        CommandCall call = CommandCall.onAFullDisk("export", dataDirectory());

        assertThat(call.code()).isEqualTo(1);
        assertThat(call.err()).contains("not complete", "name a file").doesNotContain("Exported");
    }

    // As "check" does, but for Python, which takes seconds
    private static List<Mistake> mistakes(Path file) {
        return DocumentCheck.of(new FileSystemResource(file), true).mistakes();
    }

    private CommandCall command(String... arguments) {
        return CommandCall.of(
                Stream.concat(Stream.of(arguments), Stream.of(dataDirectory())).toArray(String[]::new));
    }

    private String dataDirectory() {
        return "--reevaluate.data-dir="
                + Path.of(world.text("select current_setting('data_directory')"))
                        .getParent();
    }
}
