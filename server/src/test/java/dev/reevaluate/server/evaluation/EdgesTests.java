package dev.reevaluate.server.evaluation;

import static dev.reevaluate.server.evaluation.CallOf.evaluated;
import static dev.reevaluate.server.evaluation.CallOf.explanation;
import static dev.reevaluate.server.evaluation.CallOf.score;
import static dev.reevaluate.server.evaluation.CallOf.speech;
import static dev.reevaluate.server.evaluation.CallOf.transcript;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a formula could be read in two ways, and calls that are not as calls should be. */
class EdgesTests {

    @ParameterizedTest(name = "{0} ms is written {1}")
    @CsvSource({
        "0.0000005, 0",
        "0.0000015, 0.000002",
        "0.0000025, 0.000002",
        "0.00000251, 0.000003",
        "1.1000000, 1.1",
        "1200, 1200"
    })
    void aScoreIsWrittenHalfEvenToSixDecimalsWithoutTrailingZeros(BigDecimal millis, String expected) {
        BigDecimal answer = BigDecimal.ONE.add(millis.movePointLeft(3));
        Call call = speech("[[%s, 9]]".formatted(answer.toPlainString()), "[[0, 1]]", "9");

        assertThat(score(evaluated("get_latency", call))).isEqualTo(expected);
    }

    @Test
    void aSingleResponseIsEveryPercentileOfItself() {
        Evaluation.Scored scored = (Evaluation.Scored) evaluated("get_latency", speech("[[2.5, 3]]", "[[0, 1]]", "3"));

        assertThat(scored.extra().get("percentiles"))
                .isInstanceOfSatisfying(
                        Map.class,
                        percentiles -> assertThat(new LinkedHashMap<Object, Object>((Map<?, ?>) percentiles).values())
                                .hasSize(6)
                                .containsOnly(BigDecimal.valueOf(1500)));
    }

    // The caller's 5-6 comes after 0-9 has started and before it has ended; the answer at 6.5 is to the later one.
    @Test
    void theCallersLatestWordsAreThoseThatStartedLast() {
        assertThat(score(evaluated("get_latency", speech("[[6.5, 7]]", "[[0, 9], [5, 6]]", "9"))))
                .isEqualTo("500");
    }

    @Test
    void anAgentThatStartsInTheMiddleAnswersOnlyAfterwards() {
        assertThat(score(evaluated("get_latency", speech("[[1, 2], [3.25, 4]]", "[[0, 3]]", "4"))))
                .isEqualTo("250");
    }

    @Test
    void aResponseWithoutAPauseTakesNoTime() {
        assertThat(score(evaluated("get_latency", speech("[[1, 2]]", "[[0, 1]]", "2"))))
                .isEqualTo("0");
    }

    @Test
    void theStopTimeIsTheMeanOverAllInterruptions() {
        assertThat(score(evaluated(
                        "get_stop_time_after_interruption",
                        speech("[[0, 4], [10, 12]]", "[[3, 5], [11.5, 13], [20, 21]]", "21"))))
                .isEqualTo("750");
    }

    @Test
    void anInterruptionInsideTwoOverlappingIntervalsCountsOnce() {
        Call call = speech("[[0, 6], [1, 5]]", "[[2, 3]]", "6");

        assertThat(score(evaluated("get_user_interrupting_ai", call))).isEqualTo("1");
        assertThat(score(evaluated("get_stop_time_after_interruption", call))).isEqualTo("4000");
    }

    @Test
    void noneButInterruptionsIsTheWorstGradeThereCanBe() {
        assertThat(score(evaluated("get_interruption_score", speech("[[1, 2], [3, 4]]", "[[0, 9]]", "9"))))
                .isEqualTo("1.666667");
    }

    @Test
    void speechAcrossAGapOfTheOtherSideIsNoSilence() {
        assertThat(score(evaluated("detect_silence", speech("[[0, 1], [20, 21]]", "[[0.5, 20]]", "21"))))
                .isEqualTo("5");
    }

    @Test
    void anAgentThatStopsWithTheCallerHasStillToAnswer() {
        Call call = speech("[[0, 2], [13, 14]]", "[[1, 2]]", "14");

        assertThat(score(evaluated("detect_infrastructure_issues", call))).isEqualTo("0");
        assertThat(explanation(evaluated("detect_infrastructure_issues", call)))
                .isEqualTo("The caller waits for the agent for 11 s at most, from 2 s on; the limit is 10 s.");
    }

    @Test
    void anAgentThatStartsAsTheCallerEndsHasAnswered() {
        assertThat(score(evaluated("detect_infrastructure_issues", speech("[[2, 3]]", "[[1, 2], [4, 4]]", "14"))))
                .isEqualTo("5");
    }

    @Test
    void aCallWithoutACallerLeavesNobodyWaiting() {
        assertThat(score(evaluated("detect_infrastructure_issues", speech("[[0, 1]]", "[]", "99"))))
                .isEqualTo("5");
    }

    @Test
    void aCallThatTheRecordingCutsShortIsMeasuredByItsOwnDuration() {
        assertThat(score(evaluated("get_talk_ratio", speech("[[0, 6]]", "[]", "4"))))
                .as("as the formula says, though more than all")
                .isEqualTo("1.5");
    }

    @Test
    void wordsAreCountedInTheTurnsAndTimedByTheRecording() {
        Call call = CallReader.read("""
                [{"role": "Main Agent", "content": " one\\n two\\tthree  ", "start_time": 0, "end_time": 99},
                 {"role": "Main Agent", "content": null},
                 {"role": "Testing Agent", "content": "not counted"}]
                """, "{\"main_speaking\": [[0, 1], [0.5, 1.5]]}");

        assertThat(score(evaluated("get_words_per_minute", call))).isEqualTo("120");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            get_latency                      | [[2, 3]]         | The agent answers after 1000 ms, in its only response.
            get_latency                      | [[2, 3], [6, 7]] | The agent answers after 1000 ms on average, in 2 responses between 1000 and 1000 ms.
            get_stop_time_after_interruption | [[3, 4.5]]       | The agent stops 500 ms after the caller starts, at the only interruption.
            get_stop_time_after_interruption | [[0, 9]]         | The agent stops 6750 ms after the caller starts, on average of 2 interruptions.
            """)
    void oneIsNotExplainedAsMany(String function, String agent, String expected) {
        assertThat(explanation(evaluated(function, speech(agent, "[[0.5, 1], [4, 5]]", "9"))))
                .isEqualTo(expected);
    }

    @Test
    void turnsWithoutTimesSayNothingOfSpeech() {
        Call call = transcript("""
                [{"role": "Main Agent", "content": "Hi", "start_time": 1}, {"role": "Testing Agent", "content": "Hi"}]
                """);

        assertThat(score(evaluated("get_talk_ratio", call))).isEqualTo("null");
    }

    @Test
    void timesThatRunBackwardsFailSayingWhere() {
        assertThat(explanation(evaluated("get_latency", speech("[[5, 4.5]]", "[[0, 1]]", "6"))))
                .contains("5 s", "4.5 s");
        assertThat(explanation(evaluated("get_talk_ratio", transcript("""
                [{"role": "Testing Agent", "content": "Hi", "start_time": 3, "end_time": 2}]
                """)))).contains("3 s", "2 s");
    }

    @Test
    void aLimitMayBeAFractionAndOnlyItsOwnNameCounts() {
        Call call = speech("[[0, 1], [2.6, 3]]", "[]", "3");

        assertThat(score(evaluated("detect_silence", Map.of("silence_duration", new BigDecimal("1.6")), call)))
                .isEqualTo("5");
        assertThat(score(evaluated("detect_silence", Map.of("silence_duration", 1.5), call)))
                .isEqualTo("0");
        assertThat(score(evaluated("detect_silence", Map.of("infra_issues_timeout", 1), call)))
                .isEqualTo("5");
        assertThat(explanation(evaluated("detect_infrastructure_issues", Map.of("infra_issues_timeout", "soon"), call)))
                .contains("infra_issues_timeout");
    }
}
