package dev.reevaluate.server.evaluation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the {@code data} that the vendor gives to a Python metric, of what is known of a run; what is not known is None. */
public final class PythonData {

    private static final String AVERAGE_LATENCY = "Average Latency (in ms)";

    private PythonData() {}

    /** Returns the variables by the vendor's names, as JSON values. */
    public static Map<String, @Nullable Object> of(RunToEvaluate run) {
        RunDetails details = run.details();
        RunFacts facts = details.facts();
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        addResults(run, data);
        data.put("transcript", facts.transcript());
        data.put("transcript_json", facts.turns());
        data.put("cekura_transcript_json", spoken(facts.turns()));
        data.put("call_duration", callDuration(run, details));
        data.put("call_end_reason", facts.callEndReason());
        data.put("voice_recording", details.voiceRecording());
        data.put("agent_description", facts.agent().description());
        data.put("date", facts.date());
        data.put("timestamp", facts.timestamp());
        data.put("metadata", facts.metadata());
        data.put("recording_data", details.recordingData());
        data.put("latency_data", latencies(run));
        data.put("tags", details.tags());
        data.put("provider_call_id", facts.providerCallId());
        data.put("provider_call_data", facts.providerCallData());
        if (facts.testProfile() != null) {
            data.put("test_profile", facts.testProfile());
        }
        data.put("run_id", run.id());
        data.put("expected_outcome", field(details.expectedOutcome(), "outcome", details.expectedOutcome()));
        data.put("expected_outcome_explanation", field(details.expectedOutcome(), "explanation", List.of()));
        return data;
    }

    // First, so that a metric that is called like a variable does not hide it.
    private static void addResults(RunToEvaluate run, Map<String, @Nullable Object> data) {
        Map<String, Object> explanations = new LinkedHashMap<>();
        for (MetricResult result : run.results()) {
            Object value = result.enumValue() != null ? result.enumValue() : result.score();
            data.put(result.name(), value);
            explanations.put(result.name(), result.explanation());
            if (Latency.FUNCTION.equals(result.functionName())) {
                data.put(AVERAGE_LATENCY, value);
            }
        }
        data.put("explanation", explanations);
    }

    private static List<Map<String, @Nullable Object>> spoken(List<Map<String, Object>> turns) {
        List<Map<String, @Nullable Object>> spoken = new ArrayList<>();
        for (Map<String, Object> turn : turns) {
            boolean agent = Turn.AGENT.equals(turn.get("role"));
            if (agent || Turn.CALLER.equals(turn.get("role"))) {
                Map<String, @Nullable Object> line = new LinkedHashMap<>();
                line.put("role", agent ? "assistant" : "user");
                line.put("content", turn.get("content"));
                line.put("timestamp", turn.get("start_time"));
                spoken.add(line);
            }
        }
        return spoken;
    }

    private static BigDecimal callDuration(RunToEvaluate run, RunDetails details) {
        return details.callDuration() != null
                ? details.callDuration()
                : run.call().speech().duration();
    }

    private static List<Map<String, Object>> latencies(RunToEvaluate run) {
        return Latency.responses(run.call().speech()).stream()
                .map(response -> Map.<String, Object>of(
                        "latency", response.milliseconds(), "speaker", Turn.AGENT, "start_time", response.start()))
                .toList();
    }

    private static @Nullable Object field(@Nullable Object value, String name, @Nullable Object otherwise) {
        return value instanceof Map<?, ?> object && object.containsKey(name) ? object.get(name) : otherwise;
    }
}
