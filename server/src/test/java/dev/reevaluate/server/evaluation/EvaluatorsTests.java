package dev.reevaluate.server.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluatorsTests {

    private static final Call CALL = CallOf.speech("[[0, 1]]", "[[1, 2]]", "2");

    @ParameterizedTest
    @EnumSource(
            value = MetricKind.class,
            names = {"LLM_JUDGE", "CUSTOM_CODE"})
    void aKindThatIsNotConfiguredFailsAndSaysThatItIsRefunded(MetricKind kind) {
        MetricDefinition metric =
                new MetricDefinition(1, "A metric", kind, EvalType.BINARY, null, Map.of(), null, List.of(), null, 1);
        Evaluation evaluation = new Evaluators(List.of(new PredefinedMetrics()), List.of())
                .evaluate(List.of(metric), RunToEvaluate.of(1, CALL), false)
                .join()
                .evaluations()
                .get(0);
        assertThat(evaluation).isInstanceOf(Evaluation.Failed.class);
        assertThat(CallOf.explanation(evaluation)).contains("This server").contains("refunded");
    }

    @Test
    void anUnknownFunctionFailsNamingItAndThoseThereAre() {
        Evaluation evaluation = CallOf.evaluated("get_mood", CALL);
        assertThat(evaluation).isInstanceOf(Evaluation.Failed.class);
        assertThat(CallOf.explanation(evaluation)).contains("get_mood", "get_latency", "detect_silence");
    }

    @Test
    void aLimitThatIsNoPositiveNumberFailsSayingWhich() {
        for (Object limit : new Object[] {"5", 0, -1, true, Map.of()}) {
            Evaluation evaluation = CallOf.evaluated("detect_silence", Map.of("silence_duration", limit), CALL);
            assertThat(evaluation).as("limit %s", limit).isInstanceOf(Evaluation.Failed.class);
            assertThat(CallOf.explanation(evaluation)).contains("silence_duration");
        }
    }

    @Test
    void speechThatEndsBeforeItStartsFailsInsteadOfScoring() {
        assertThat(CallOf.evaluated("get_latency", CallOf.speech("[[5, 4]]", "[[0, 1]]", "6")))
                .isInstanceOf(Evaluation.Failed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[1]", "[{\"role\": \"Main Agent\", \"content\": \"secret\", \"start_time\": \"secret\"}]"
            })
    void aTranscriptOfAnotherShapeIsRefusedWithoutShowingIt(String transcript) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallReader.read(transcript, null))
                .withMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"main_speaking\": 1}", "{\"main_speaking\": [[1]]}", "{\"testing_speaking\": [[1, 2, 3]]}"})
    void aRecordingOfAnotherShapeIsRefused(String recording) {
        assertThatIllegalArgumentException().isThrownBy(() -> CallReader.read(null, recording));
    }
}
