package dev.reevaluate.server.evaluation;

import static dev.reevaluate.server.evaluation.CallOf.evaluated;
import static dev.reevaluate.server.evaluation.CallOf.explanation;
import static dev.reevaluate.server.evaluation.CallOf.score;
import static dev.reevaluate.server.evaluation.CallOf.speech;
import static dev.reevaluate.server.evaluation.CallOf.transcript;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredefinedMetricsTests {

    // Agent 0-3.1, 6.4-10.2, 14.5-20, 33-35; caller 3.9-5.6, 9.8-13.2, 20.3-22.
    private static final Call BOOKING = transcript("""
            [{"role": "Main Agent", "content": "Hello, how can I help you?", "start_time": 0.0, "end_time": 3.1},
             {"role": "Testing Agent", "content": "A table please.", "start_time": 3.9, "end_time": 5.6},
             {"role": "Main Agent", "content": "Of course. For how many people and", "start_time": 6.4, "end_time": 10.2},
             {"role": "Testing Agent", "content": "For four, tonight.", "start_time": 9.8, "end_time": 13.2},
             {"role": "Function Call", "data": {"id": "c1", "name": "book", "arguments": {"people": 4}}},
             {"role": "Function Call Result", "data": {"id": "c1", "name": "book", "result": {"error": "full"}}},
             {"role": "Main Agent", "content": "I am sorry, tonight is full.", "start_time": 14.5, "end_time": 20.0},
             {"role": "Testing Agent", "content": "Tomorrow?", "start_time": 20.3, "end_time": 22.0},
             {"role": "Main Agent", "content": "Yes.", "start_time": 33.0, "end_time": 35.0}]
            """);

    /*
     * latency: 6.4-5.6, 14.5-13.2, 33-22 = 800, 1300, 11000 ms; mean 13100/3
     * interruptions: the caller's 9.8 lies inside 6.4-10.2 (stops after 400 ms); the agent's starts lie inside nothing
     * silence and infrastructure: 22 to 33 is 11 s, over 10
     * talk ratio: (3.1 + 3.8 + 5.5 + 2) / 35; words: 6 + 7 + 6 + 1 = 20 in 14.4 s
     */
    @ParameterizedTest
    @CsvSource({
        "get_latency, 4366.666667",
        "get_ai_interrupting_user, 0",
        "get_user_interrupting_ai, 1",
        "get_stop_time_after_interruption, 400",
        "get_interruption_score, 5",
        "detect_silence, 0",
        "detect_infrastructure_issues, 0",
        "get_talk_ratio, 0.411429",
        "get_words_per_minute, 83.333333",
        "check_tool_call_success, 0"
    })
    void aBookingScoresAsComputedByHand(String function, String expected) {
        assertThat(score(evaluated(function, BOOKING))).isEqualTo(expected);
    }

    @Test
    void latencyPercentilesInterpolateBetweenTheClosestRanks() {
        assertThat(evaluated("get_latency", BOOKING))
                .isInstanceOfSatisfying(
                        Evaluation.Scored.class,
                        scored -> assertThat(scored.extra())
                                .extractingByKey(
                                        "percentiles", InstanceOfAssertFactories.map(String.class, Object.class))
                                .containsExactly(
                                        Map.entry("p25", new BigDecimal("1050")),
                                        Map.entry("p50", new BigDecimal("1300")),
                                        Map.entry("p75", new BigDecimal("6150")),
                                        Map.entry("p90", new BigDecimal("9060")),
                                        Map.entry("p95", new BigDecimal("10030")),
                                        Map.entry("p99", new BigDecimal("10806"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get_latency",
                "get_ai_interrupting_user",
                "get_user_interrupting_ai",
                "get_stop_time_after_interruption",
                "get_interruption_score",
                "detect_silence",
                "detect_infrastructure_issues",
                "get_talk_ratio",
                "get_words_per_minute"
            })
    void whereNobodySpeaksNoMetricOfSpeechApplies(String function) {
        assertThat(score(evaluated(function, speech("[]", "[]", "60")))).isEqualTo("null");
        assertThat(score(evaluated(function, CallReader.read(null, null)))).isEqualTo("null");
    }

    @Test
    void theRecordingIsBelievedOverTheTurnsEachSideForItself() {
        Call call = CallReader.read("""
                [{"role": "Main Agent", "content": "Hi", "start_time": 0, "end_time": 9},
                 {"role": "Testing Agent", "content": "Hi", "start_time": 0, "end_time": 5}]
                """, "{\"main_speaking\": [[7, 8]]}");
        assertThat(score(evaluated("get_latency", call))).isEqualTo("2000");
        assertThat(score(evaluated("get_talk_ratio", call))).isEqualTo("0.125");
    }

    @Test
    void decimalTimesLeaveNoBinaryNoise() {
        assertThat(score(evaluated("get_latency", speech("[[0.3, 1]]", "[[0, 0.1]]", "1"))))
                .isEqualTo("200");
    }

    @Test
    void onlyTheFirstOfTheAgentsWordsIsAResponse() {
        assertThat(score(evaluated("get_latency", speech("[[3, 4], [6, 7]]", "[[0, 2]]", "8"))))
                .isEqualTo("1000");
    }

    @Test
    void anAgentThatGreetsFirstHasNoLatency() {
        Evaluation greeting = evaluated("get_latency", speech("[[0, 2]]", "[]", "2"));
        assertThat(score(greeting)).isEqualTo("null");
        assertThat(explanation(greeting)).containsIgnoringCase("no response to measure");
    }

    @Test
    void startingTogetherOrAtTheVeryEndIsNoInterruption() {
        Call call = speech("[[0, 2], [5, 6]]", "[[0, 3], [4, 5]]", "6");
        assertThat(score(evaluated("get_ai_interrupting_user", call))).isEqualTo("0");
        assertThat(score(evaluated("get_user_interrupting_ai", call))).isEqualTo("0");
        assertThat(score(evaluated("get_stop_time_after_interruption", call))).isEqualTo("null");
    }

    @Test
    void theInterruptionScoreFallsWithTheShareOfInterruptions() {
        assertThat(score(evaluated("get_interruption_score", speech("[[1, 3]]", "[[0, 2], [4, 5], [6, 7]]", "8"))))
                .isEqualTo("3.75");
    }

    @Test
    void silenceOfExactlyTheLimitPasses() {
        assertThat(score(evaluated("detect_silence", speech("[[0, 1]]", "[[11, 12]]", "12"))))
                .isEqualTo("5");
        assertThat(score(evaluated("detect_silence", speech("[[0, 1]]", "[[11.001, 12]]", "12"))))
                .isEqualTo("0");
    }

    @Test
    void silenceBeforeTheFirstWordIsNotCountedAndSilenceUntilTheEndIs() {
        assertThat(score(evaluated("detect_silence", speech("[[30, 31]]", "[]", "40"))))
                .isEqualTo("5");
        assertThat(score(evaluated("detect_silence", speech("[[30, 31]]", "[]", "42"))))
                .isEqualTo("0");
    }

    @Test
    void aDurationBeforeTheLastWordIsNoSilence() {
        assertThat(score(evaluated("detect_silence", speech("[[0, 20]]", "[]", "5"))))
                .isEqualTo("5");
    }

    @Test
    void anAgentAlreadySpeakingCountsAsAnswering() {
        assertThat(score(evaluated("detect_infrastructure_issues", speech("[[1, 30]]", "[[0, 2]]", "30"))))
                .isEqualTo("5");
    }

    @Test
    void anAgentThatNeverSpeaksAgainIsWaitedForUntilTheEnd() {
        assertThat(score(evaluated("detect_infrastructure_issues", speech("[[0, 1]]", "[[2, 3]]", "13"))))
                .isEqualTo("5");
        assertThat(score(evaluated("detect_infrastructure_issues", speech("[[0, 1]]", "[[2, 3]]", "13.5"))))
                .isEqualTo("0");
    }

    @Test
    void theConfiguredLimitReplacesTheDefault() {
        Call call = speech("[[0, 1], [4, 5]]", "[[1, 2]]", "5");
        assertThat(score(evaluated("detect_silence", Map.of("silence_duration", 1.5), call)))
                .isEqualTo("0");
        assertThat(score(evaluated("detect_infrastructure_issues", Map.of("infra_issues_timeout", 2), call)))
                .isEqualTo("5");
    }

    @Test
    void theAgentsOverlappingSpeechIsCountedOnce() {
        assertThat(score(evaluated("get_talk_ratio", speech("[[0, 4], [2, 6]]", "[]", "12"))))
                .isEqualTo("0.5");
    }

    @Test
    void nothingIsDividedByZero() {
        assertThat(score(evaluated("get_talk_ratio", speech("[[0, 0]]", "[]", "0"))))
                .isEqualTo("null");
        assertThat(score(evaluated("get_words_per_minute", speech("[[3, 3]]", "[[0, 1]]", "4"))))
                .isEqualTo("null");
        assertThat(score(evaluated("get_words_per_minute", speech("[]", "[[0, 1]]", "4"))))
                .isEqualTo("null");
    }
}
