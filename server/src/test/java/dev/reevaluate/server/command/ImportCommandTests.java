package dev.reevaluate.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What the vendor's API has answered becomes a document that "check" accepts, times and scores included. */
class ImportCommandTests {

    private static final String METRICS = """
            [{"id": 11, "project": 5, "agents": [7], "agent_names": "x", "name": "Latency", "function_name": "get_latency",
              "type": "basic", "eval_type": "numeric", "metric_cost": 0.0, "configuration": null, "enum_values": null},
             {"id": 12, "project": 5, "agents": [7, 8], "name": "Polite", "description": "Was it polite?", "prompt": "",
              "type": "llm_judge", "eval_type": "binary", "metric_cost": 0.2, "evaluation_trigger": "always"}]
            """;
    private static final String RESULT = """
            {"id": 101, "name": "Night", "agent": 7, "agent_name": "Billing", "status": "completed", "success_rate": 50.0,
             "total_runs_count": "2", "runs": {
              "1001": {"id": 1001, "status": "completed", "duration": "02:05", "executed_at": "2026-04-07T15:02:10.5+02:00",
                "metadata": {"a": 1}, "voice_recording_url": "https://r.example/1", "error_message": "",
                "expected_outcome": {"score": 5, "explanation": ["Yes"]}, "scenario_instructions": "Ask.",
                "transcript_object": [
                  {"role": "Testing Agent", "time": "00:01", "content": "Hi", "start_time": 1.25, "end_time": 2},
                  {"role": "Main Agent", "timestamp": 3.5, "content": "Hello", "comparison_spans": []},
                  {"role": "Main Agent", "time": "01:07", "content": "Bye"}],
                "evaluation": {"metrics": [
                  {"id": 11, "name": "Latency", "score": 812.5, "explanation": ["p50"], "extra": {"percentiles": {}}},
                  {"id": 12, "name": "Polite", "score": null, "explanation": "Nobody spoke"},
                  {"id": 13, "name": "Mood", "type": "llm_judge", "eval_type": "enum", "score": 2, "enum": "sad"}]}},
              "1002": {"id": 1002, "status": "timeout", "duration": null}}}
            """;
    private static final String PAGE = """
            {"count": 1, "next": null, "previous": null, "results": [
              {"id": 1003, "result_id": 102, "result_name": "Day", "agent": 8, "agent_name": "Outage", "status": "failed",
               "duration": "1:02:05", "timestamp": "2026-04-08T00:00:00Z"}]}
            """;

    @TempDir
    private Path directory;

    @Test
    void resultsRunsAndMetricsBecomeADocumentThatIsRight() throws IOException {
        CommandCall call = importOf(METRICS, RESULT, PAGE);

        assertThat(call.code()).isZero();
        assertThat(call.err()).startsWith("metric 13 is known by its scores alone");
        Path document = Files.writeString(directory.resolve("workspace.yaml"), call.out());
        assertThat(CommandCall.of("check", document.toString()))
                .satisfies(check -> assertThat(check.out())
                        .endsWith("is right: 1 organization, 1 project, 2 agents, 3 metrics, 2 results, 3 runs,"
                                + " 3 scores." + System.lineSeparator()));
        JsonNode yaml = new YAMLMapper().readTree(call.out());
        JsonNode run = yaml.path("runs").path(0);
        assertThat(run.path("duration").decimalValue()).isEqualByComparingTo("125");
        assertThat(run.path("executed_at").asString()).isEqualTo("2026-04-07T15:02:10.5+02:00");
        assertThat(run.path("transcript_object")
                        .valueStream()
                        .map(turn -> turn.path("start_time").asDouble()))
                .containsExactly(1.25, 3.5, 67.0);
        assertThat(yaml.path("runs").path(2).path("duration").asInt()).isEqualTo(3725);
        assertThat(yaml.path("metrics").path(1).path("prompt").asString()).isEqualTo("Was it polite?");
        assertThat(yaml.path("agents").path(1).path("project").asInt()).isEqualTo(5);
        assertThat(yaml.path("scores").path(2).path("enum").asString()).isEqualTo("sad");
        assertThat(yaml.path("scores").path(1).has("score")).isFalse();
    }

    @Test
    void theOrderOfTheFilesIsNoMatter() throws IOException {
        CommandCall call = importOf(METRICS, RESULT, PAGE);

        assertThat(importOf(PAGE, RESULT, METRICS)).isEqualTo(call);
    }

    @Test
    void aMetricThatIsKnownByItsScoresAloneIsEnabledForTheAgentsOfAllItsRuns() throws IOException {
        String run = """
                {"id": %s, "result_id": %s, "agent": %s, "status": "completed", "evaluation": {"metrics": [
                  {"id": 13, "name": "Mood", "type": "llm_judge", "eval_type": "enum", "score": 2, "enum": "sad"}]}}
                """;

        CommandCall call = importOf(run.formatted(2, 102, 9), run.formatted(1, 101, 7), run.formatted(3, 103, 9));

        JsonNode metric = new YAMLMapper().readTree(call.out()).path("metrics").path(0);
        assertThat(metric.path("agents").valueStream().map(JsonNode::asInt)).containsExactly(7, 9);
        assertThat(call.err()).contains("its agents are those of its runs");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"00:09\"', 9",
        "'\"02:05\"', 125",
        "'\"75:00\"', 4500",
        "'\"1:02:05.5\"', 3725.5",
        "'\"61.25\"', 61.25",
        "61.25, 61.25",
        "0, 0"
    })
    void durationsAreReadAsTheVendorWritesThem(String duration, String seconds) throws IOException {
        CommandCall call = importOf("""
                {"id": 1, "result_id": 2, "agent": 3, "status": "completed", "duration": %s}
                """.formatted(duration));

        assertThat(new YAMLMapper()
                        .readTree(call.out())
                        .path("runs")
                        .path(0)
                        .path("duration")
                        .decimalValue())
                .isEqualByComparingTo(seconds);
        assertThat(call.err()).isEmpty();
    }

    @Test
    void aDurationThatIsNoneIsSaidAndLeftOut() throws IOException {
        CommandCall call = importOf("{\"id\": 1, \"result_id\": 2, \"agent\": 3, \"duration\": \"long\"}");

        assertThat(call.err()).contains("run 1: the duration \"long\" is none");
        assertThat(call.out()).doesNotContain("duration");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"detail": "Not found."} | this is no result, run or metric
            [1]                      | this is no result, run or metric
            {"id": 1                 | this is no JSON
            {"id": 1e2147483648}     | it has a number that can't be read
            """)
    void whatIsNothingOfTheVendorsIsRefusedByItsFile(String content, String reason) throws IOException {
        CommandCall call = importOf(content);

        assertThat(call.code()).isEqualTo(1);
        assertThat(call.out()).isEmpty();
        assertThat(call.err()).contains("0.json: " + reason);
    }

    private CommandCall importOf(String... contents) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("import", "vendor"));
        for (int i = 0; i < contents.length; i++) {
            arguments.add(Files.writeString(directory.resolve(i + ".json"), contents[i])
                    .toString());
        }
        return CommandCall.of(arguments.toArray(String[]::new));
    }
}
