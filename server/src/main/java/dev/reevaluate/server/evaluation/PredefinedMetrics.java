package dev.reevaluate.server.evaluation;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Evaluates the predefined metrics, which follow from the times of a call's turns, by the name of their function. */
public final class PredefinedMetrics implements Evaluator {

    private static final Map<String, Formula> BY_FUNCTION = new TreeMap<>(Map.ofEntries(
            Map.entry(Latency.FUNCTION, ofSpeech((speech, c) -> Latency.score(speech))),
            Map.entry("get_ai_interrupting_user", ofSpeech((speech, c) -> Interruptions.byAgent(speech))),
            Map.entry("get_user_interrupting_ai", ofSpeech((speech, c) -> Interruptions.byCaller(speech))),
            Map.entry("get_stop_time_after_interruption", ofSpeech((speech, c) -> Interruptions.stopTime(speech))),
            Map.entry("get_interruption_score", ofSpeech((speech, c) -> Interruptions.grade(speech))),
            Map.entry("detect_silence", ofSpeech(Silences::detect)),
            Map.entry("detect_infrastructure_issues", ofSpeech(Silences::unanswered)),
            Map.entry("get_talk_ratio", ofSpeech((speech, c) -> Pace.talkRatio(speech))),
            Map.entry("get_words_per_minute", ofSpeech((speech, c) -> Pace.wordsPerMinute(speech))),
            Map.entry("check_tool_call_success", (metric, call) -> ToolCalls.success(call))));

    @Override
    public MetricKind kind() {
        return MetricKind.PREDEFINED;
    }

    @Override
    public CompletionStage<Evaluation> evaluate(MetricDefinition metric, RunToEvaluate run) {
        return CompletableFuture.completedFuture(evaluate(metric, run.call()));
    }

    static Evaluation evaluate(MetricDefinition metric, Call call) {
        Formula formula = metric.functionName() == null ? null : BY_FUNCTION.get(metric.functionName());
        if (formula == null) {
            return new Evaluation.Failed("This server has no predefined metric %s. It has %s."
                    .formatted(metric.functionName(), String.join(", ", BY_FUNCTION.keySet())));
        }
        return formula.evaluate(metric, call);
    }

    private static Formula ofSpeech(SpeechRule rule) {
        return (metric, call) -> {
            Speech speech = call.speech();
            return speech.all().isEmpty()
                    ? Evaluation.Scored.notApplicable("Nobody speaks in this call.")
                    : rule.score(speech, new Configuration(metric.configuration()));
        };
    }

    /** What a function computes of a call. */
    private interface Formula {
        Evaluation evaluate(MetricDefinition metric, Call call);
    }

    /** A rule that needs speech. */
    private interface SpeechRule {
        Evaluation.Scored score(Speech speech, Configuration configuration);
    }
}
