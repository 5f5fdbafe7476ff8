package dev.reevaluate.server.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Writes the turns of a call as text, one line a turn: {@code [MM:SS] Role: content}. */
public final class TranscriptText {

    private static final JsonMapper JSON = JsonMapper.shared();

    // A turn that could break its line could be followed by lines that look like turns of others
    private static final Pattern LINE_BREAK = Pattern.compile("\\R");

    private TranscriptText() {}

    /** Returns the vendor's text, in which a tool turn without content is a line without content. */
    public static String of(List<Map<String, Object>> turns) {
        return lines(turns, turn -> string(turn, "content"));
    }

    /** Returns the same, with what a tool was called with, or has answered, as JSON where a turn has no other content. */
    public static String withTools(List<Map<String, Object>> turns) {
        return lines(turns, turn -> {
            String content = string(turn, "content");
            return content.isBlank() && turn.get("data") instanceof Map<?, ?> data
                    ? JSON.writeValueAsString(data)
                    : content;
        });
    }

    /** When the turn began, {@code MM:SS}. */
    public static String time(Map<String, Object> turn) {
        if (turn.get("time") instanceof String time) {
            return time;
        }
        long seconds = turn.get("start_time") instanceof Number start ? start.longValue() : 0;
        return String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60);
    }

    private static String lines(List<Map<String, Object>> turns, Function<Map<String, Object>, String> content) {
        return turns.stream()
                .map(turn -> "[%s] %s: %s".formatted(time(turn), string(turn, "role"), content.apply(turn)))
                .map(line -> LINE_BREAK.matcher(line).replaceAll(" "))
                .collect(Collectors.joining("\n"));
    }

    private static String string(Map<String, Object> turn, String name) {
        return turn.get(name) instanceof String value ? value : "";
    }
}
