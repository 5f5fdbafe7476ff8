package dev.reevaluate.server.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reevaluate.server.evaluation.EvalType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts of a model are an answer, and which are not, whatever the endpoint promised. */
class AnswerReaderTests {

    private static JudgeAnswer read(EvalType type, String content) {
        return AnswerReader.read(
                content,
                Judging.question(type, "?", type == EvalType.ENUM ? new String[] {"calm", "sad"} : new String[0]),
                Map.of());
    }

    private static JudgeAnswer verdict(EvalType type, String verdict) {
        return read(type, "{\"explanation\": [\"why\"], \"verdict\": " + verdict + "}");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            BINARY, true, 5
            BINARY, false, 0
            BINARY, 5, 5
            BINARY, 0, 0
            CONTINUOUS_QUALITATIVE, 0, 0
            CONTINUOUS_QUALITATIVE, 5, 5
            CONTINUOUS_QUALITATIVE, 5.0, 5
            CONTINUOUS_QUALITATIVE, 3.3, 3.3
            CONTINUOUS_QUALITATIVE, 1e-999999999, 0
            NUMERIC, -12.5, -12.5
            NUMERIC, 0.1, 0.1
            NUMERIC, 0.30000000000000004, 0.3
            NUMERIC, 1e3, 1000
            NUMERIC, 2.0000005, 2
            NUMERIC, 2.0000015, 2.000002
            NUMERIC, 999999999999999, 999999999999999
            NUMERIC, 0e999999999, 0
            """)
    void scoresAreExact(EvalType type, String verdict, BigDecimal score) {
        assertThat(verdict(type, verdict))
                .isInstanceOfSatisfying(
                        JudgeAnswer.Verdict.class, it -> assertThat(it.score()).isEqualTo(score));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BINARY                 | 1
            BINARY                 | 4.9
            BINARY                 | "true"
            BINARY                 | [true]
            CONTINUOUS_QUALITATIVE | -0.1
            CONTINUOUS_QUALITATIVE | 5.0000001
            CONTINUOUS_QUALITATIVE | "4"
            CONTINUOUS_QUALITATIVE | true
            CONTINUOUS_QUALITATIVE | Infinity
            NUMERIC                | NaN
            NUMERIC                | "NaN"
            NUMERIC                | -Infinity
            NUMERIC                | 1e15
            NUMERIC                | 1e999999999
            NUMERIC                | 1e2147483648
            NUMERIC                | -1e-2147483648
            BINARY                 | 1e99999999999999999999
            NUMERIC                | {}
            ENUM                   | "Calm"
            ENUM                   | "angry"
            ENUM                   | ["calm"]
            ENUM                   | 1
            """)
    void anotherValueDoesNotFit(EvalType type, String verdict) {
        assertThatThrownBy(() -> verdict(type, verdict)).isInstanceOf(MisfitException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                " \n%s\n ",
                "```json\n%s\n```",
                "```\n%s\n```\n",
                "<think>\nHm. {\"verdict\": false}\n</think>\n\n%s",
                "<think></think>```json\n%s```"
            })
    void theObjectMayStandInAFenceAndBehindThoughts(String frame) {
        assertThat(read(EvalType.BINARY, frame.formatted(Completions.GOOD))).isInstanceOf(JudgeAnswer.Verdict.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sure: %s",
                "%s I hope this helps.",
                "```json\n%s",
                "```json\n%s\n```\nand\n```json\n%s\n```",
                "%s%s",
                "[%s]",
                "\"%s\"",
                "<think>%s",
                "{\"answer\": %s}"
            })
    void anObjectInProseIsNoAnswer(String frame) {
        assertThatThrownBy(() -> read(EvalType.BINARY, frame.formatted(Completions.GOOD, Completions.GOOD)))
                .isInstanceOf(MisfitException.class);
    }

    @Test
    void aFieldMoreDoesNoHarm() {
        assertThat(read(EvalType.BINARY, "{\"reason\": 1, \"explanation\": [\"why\"], \"verdict\": true}"))
                .isInstanceOf(JudgeAnswer.Verdict.class);
    }

    @Test
    void oneTextIsAListOfOne() {
        assertThat(read(EvalType.ENUM, "{\"explanation\": \"why\", \"verdict\": \" calm \"}"))
                .isEqualTo(new JudgeAnswer.Verdict(null, "calm", List.of("why"), Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "[1]", "\" \"", "null", "[\"\", \" \"]", "[null]"})
    void thereIsNoVerdictWithoutAReason(String explanation) {
        assertThatThrownBy(
                        () -> read(EvalType.BINARY, "{\"explanation\": %s, \"verdict\": true}".formatted(explanation)))
                .isInstanceOf(MisfitException.class)
                .hasMessageContaining("explanation");
    }

    @Test
    void anExplanationIsCutToSizeAndFitForTheDatabase() {
        String texts = "\"nul \\u0000, half \\ud83d, esc \\u001b[1m\", \"%s\"".formatted("\uD83D\uDE00".repeat(3000))
                + ", \"more\"".repeat(100);

        JudgeAnswer answer = read(EvalType.BINARY, "{\"explanation\": [" + texts + "], \"verdict\": null}");

        assertThat(answer).isInstanceOfSatisfying(JudgeAnswer.NotApplicable.class, it -> {
            assertThat(it.reason()).hasSize(20).first().isEqualTo("nul  , half  , esc  [1m");
            assertThat(it.reason().get(1)).isEqualTo("\uD83D\uDE00".repeat(1000) + "…");
        });
    }
}
