package dev.reevaluate.server.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
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
        MetricDefinition metric = metric(1, kind);
        Evaluation evaluation = new Evaluators(List.of(new PredefinedMetrics()), List.of())
                .evaluate(List.of(metric), RunToEvaluate.of(1, CALL), false)
                .join()
                .evaluations()
                .get(0);
        assertThat(evaluation).isInstanceOf(Evaluation.Failed.class);
        assertThat(CallOf.explanation(evaluation)).contains("This server").contains("refunded");
    }

    @Test
    void whatReadsADelayedResultWaitsWithItAndTheOthersHaveEnded() {
        Evaluator judge = evaluator(MetricKind.LLM_JUDGE, () -> {
            throw new EvaluationDelayedException("the judge is away", null);
        });
        Evaluator python = evaluator(MetricKind.CUSTOM_CODE, () -> {
            throw new AssertionError("started before the judge has answered");
        });
        RunOutcome outcome = new Evaluators(List.of(new PredefinedMetrics(), judge, python), List.of())
                .evaluate(
                        List.of(
                                metric(3, MetricKind.CUSTOM_CODE),
                                MetricDefinition.predefined(1, "L", EvalType.NUMERIC, "get_latency", Map.of()),
                                metric(2, MetricKind.LLM_JUDGE)),
                        RunToEvaluate.of(1, CALL),
                        false)
                .join();

        assertThat(outcome.evaluations().get(0)).isNull();
        assertThat(outcome.evaluations().get(1)).isInstanceOf(Evaluation.Scored.class);
        assertThat(outcome.evaluations().get(2)).isNull();
        assertThat(outcome.delayed()).hasMessage("the judge is away");
        assertThat(outcome.isNothing()).isFalse();
    }

    private static MetricDefinition metric(long id, MetricKind kind) {
        return new MetricDefinition(
                id, "Metric " + id, kind, EvalType.BINARY, null, Map.of(), "text", List.of(), null, 1);
    }

    private static Evaluator evaluator(MetricKind kind, Supplier<CompletionStage<Evaluation>> answer) {
        return new Evaluator() {
            @Override
            public MetricKind kind() {
                return kind;
            }

            @Override
            public CompletionStage<Evaluation> evaluate(MetricDefinition metric, RunToEvaluate run) {
                return answer.get();
            }
        };
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
