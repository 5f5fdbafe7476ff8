package dev.reevaluate.server.webhooks;

import dev.reevaluate.server.evaluation.TranscriptText;
import dev.reevaluate.server.results.RunView;
import dev.reevaluate.server.results.ScoreView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run as an event has it: with the metrics and turns of the API, and the vendor's further fields. */
final class RunPayload {

    private RunPayload() {}

    static Map<String, @Nullable Object> of(RunView run, @Nullable RunExtras extras) {
        Map<String, @Nullable Object> scenario = new LinkedHashMap<>();
        for (String field : List.of("id", "name", "personality_name", "expected_outcome_prompt")) {
            scenario.put(field, extras == null ? null : extras.ofEvaluator(field));
        }
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put("id", run.id());
        payload.put("scenario", scenario);
        payload.put("expected_outcome", extras == null ? null : extras.expectedOutcome());
        payload.put("success", run.success());
        payload.put(
                "evaluation",
                Map.of("metrics", run.scores().stream().map(RunPayload::metric).toList()));
        payload.put(
                "transcript_object",
                run.turns() == null
                        ? null
                        : run.turns().stream().map(RunPayload::turn).toList());
        payload.put("voice_recording", extras == null ? null : extras.voiceRecording());
        payload.put("timestamp", run.executedAt());
        payload.put("executed_at", run.executedAt());
        payload.put("error_message", null);
        return payload;
    }

    private static Map<String, @Nullable Object> metric(ScoreView score) {
        Map<String, @Nullable Object> metric = new LinkedHashMap<>();
        metric.put("id", score.metricId());
        metric.put("name", score.metricName());
        metric.put("type", score.kind());
        metric.put("eval_type", score.evalType());
        metric.put("score", score.score());
        if (score.evalType().equals("binary")) {
            metric.put("passed", score.passed());
        }
        metric.put("enum", score.enumValue());
        metric.put("value", score.value());
        metric.put("explanation", score.explanation());
        metric.put("extra", score.extra());
        putIfKnown(metric, "function_name", score.functionName());
        return metric;
    }

    private static Map<String, @Nullable Object> turn(Map<String, Object> stored) {
        String content = text(stored, "content");
        Double start = seconds(stored, "start_time");
        Map<String, @Nullable Object> turn = new LinkedHashMap<>();
        turn.put("role", text(stored, "role"));
        turn.put("content", content);
        turn.put("timestamp", start == null ? 0.0 : start);
        turn.put("normalized_content", content.strip().replaceAll("\\s+", " "));
        turn.put("comparison_spans", List.of());
        turn.put("time", TranscriptText.time(stored));
        putIfKnown(turn, "start_time", start);
        putIfKnown(turn, "end_time", seconds(stored, "end_time"));
        putIfKnown(turn, "data", stored.get("data") instanceof Map<?, ?> data ? data : null);
        return turn;
    }

    private static void putIfKnown(Map<String, @Nullable Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    private static String text(Map<String, Object> turn, String name) {
        return turn.get(name) instanceof String value ? value : "";
    }

    private static @Nullable Double seconds(Map<String, Object> turn, String name) {
        return turn.get(name) instanceof Number value ? value.doubleValue() : null;
    }
}
