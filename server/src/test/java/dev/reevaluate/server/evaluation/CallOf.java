package dev.reevaluate.server.evaluation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Short words for the tests of this package. */
final class CallOf {

    private CallOf() {}

    /** A call as the recording heard it: lists of [start, end] pairs. */
    static Call speech(String agent, String caller, @Nullable String duration) {
        return CallReader.read(
                null,
                "{\"main_speaking\": %s, \"testing_speaking\": %s, \"total_duration\": %s}"
                        .formatted(agent, caller, duration));
    }

    static Call transcript(String turns) {
        return CallReader.read(turns, null);
    }

    static Evaluation evaluated(String function, Call call) {
        return evaluated(function, Map.of(), call);
    }

    static Evaluation evaluated(String function, Map<String, Object> configuration, Call call) {
        MetricDefinition metric = MetricDefinition.predefined(1, "A metric", EvalType.NUMERIC, function, configuration);
        return new Evaluators(List.of(new PredefinedMetrics()), List.of())
                .evaluate(List.of(metric), RunToEvaluate.of(1, call), false)
                .join()
                .evaluations()
                .get(0);
    }

    /** The score as it is written, "null" when not applicable, "failed" when there is none. */
    static String score(Evaluation evaluation) {
        return evaluation instanceof Evaluation.Scored scored ? String.valueOf(scored.score()) : "failed";
    }

    static String explanation(Evaluation evaluation) {
        return String.join(" ", evaluation.explanation());
    }
}
