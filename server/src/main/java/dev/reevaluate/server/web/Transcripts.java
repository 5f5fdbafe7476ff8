package dev.reevaluate.server.web;

import dev.reevaluate.openapi.model.TranscriptTurn;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows the turns of a call as the contract has them, and as plain text. */
final class Transcripts {

    private Transcripts() {}

    /** One line a turn: {@code [MM:SS] Role: content}. */
    static String text(List<Map<String, Object>> turns) {
        return turns.stream()
                .map(turn -> "[%s] %s: %s".formatted(time(turn), string(turn, "role"), string(turn, "content")))
                .collect(Collectors.joining("\n"));
    }

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
                .time(time(turn))
                .startTime(start)
                .endTime(seconds(turn, "end_time"))
                .data(turn.get("data") instanceof Map<?, ?> data ? (Map<String, Object>) data : null);
    }

    private static String time(Map<String, Object> turn) {
        if (turn.get("time") instanceof String time) {
            return time;
        }
        Double start = seconds(turn, "start_time");
        long seconds = start == null ? 0 : start.longValue();
        return "%02d:%02d".formatted(seconds / 60, seconds % 60);
    }

    private static String string(Map<String, Object> turn, String name) {
        return turn.get(name) instanceof String value ? value : "";
    }

    private static @Nullable Double seconds(Map<String, Object> turn, String name) {
        return turn.get(name) instanceof Number value ? value.doubleValue() : null;
    }
}
