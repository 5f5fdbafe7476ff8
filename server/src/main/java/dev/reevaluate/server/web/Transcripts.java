package dev.reevaluate.server.web;

import dev.reevaluate.openapi.model.TranscriptTurn;
import dev.reevaluate.server.evaluation.TranscriptText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows the turns of a call as the contract has them. */
final class Transcripts {

    private Transcripts() {}

    @SuppressWarnings("unchecked") // a JSON object has strings for keys
    static TranscriptTurn turn(Map<String, Object> turn) {
        String content = string(turn, "content");
        Double start = seconds(turn, "start_time");
        return new TranscriptTurn(
                        string(turn, "role"),
                        content,
                        start == null ? 0.0 : start,
                        content.strip().replaceAll("\\s+", " "),
                        List.of())
                .time(TranscriptText.time(turn))
                .startTime(start)
                .endTime(seconds(turn, "end_time"))
                .data(turn.get("data") instanceof Map<?, ?> data ? (Map<String, Object>) data : null);
    }

    private static String string(Map<String, Object> turn, String name) {
        return turn.get(name) instanceof String value ? value : "";
    }

    private static @Nullable Double seconds(Map<String, Object> turn, String name) {
        return turn.get(name) instanceof Number value ? value.doubleValue() : null;
    }
}
