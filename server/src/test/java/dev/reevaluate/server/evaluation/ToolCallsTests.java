package dev.reevaluate.server.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolCallsTests {

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"error\": \"full\"}", "{\"error\": {\"code\": 1}}", "\"Error: full\"", "\"FAILED to book\""})
    void aResultThatIsAnErrorFails(String result) {
        assertThat(scoreOf(result)).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\": null}",
                "{\"error\": \"\"}",
                "{\"error\": {}}",
                "{}",
                "\"Booked, no error\"",
                "null",
                "[]",
                "7"
            })
    void aResultThatIsNoErrorPasses(String result) {
        assertThat(scoreOf(result)).isEqualTo("5");
    }

    @Test
    void oneToolCallIsNotExplainedAsMany() {
        assertThat(CallOf.explanation(evaluated("{}"))).isEqualTo("The tool call succeeded.");
        assertThat(CallOf.explanation(evaluated("\"Error: full\""))).isEqualTo("The tool call failed: book.");
    }

    @Test
    void aCallWithoutToolsPassesEvenInSilence() {
        assertThat(CallOf.score(CallOf.evaluated("check_tool_call_success", CallReader.read(null, null))))
                .isEqualTo("5");
    }

    private static String scoreOf(String result) {
        return CallOf.score(evaluated(result));
    }

    private static Evaluation evaluated(String result) {
        return CallOf.evaluated(
                "check_tool_call_success",
                CallOf.transcript(
                        "[{\"role\": \"Function Call Result\", \"data\": {\"name\": \"book\", \"result\": %s}}]"
                                .formatted(result)));
    }
}
