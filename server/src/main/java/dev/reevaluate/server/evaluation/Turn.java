package dev.reevaluate.server.evaluation;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a transcript.
 *
 * @param start seconds from the start of the call
 * @param end seconds from the start of the call
 * @param data of a tool turn, what the tool was called with or has answered
 */
public record Turn(
        String role,
        String content,
        @Nullable BigDecimal start,
        @Nullable BigDecimal end,
        Map<String, Object> data) {

    static final String AGENT = "Main Agent";
    static final String CALLER = "Testing Agent";
    static final String TOOL_RESULT = "Function Call Result";

    /** Counts the words that are spoken, separated by white space. */
    long words() {
        long words = 0;
        boolean inside = false;
        for (int i = 0; i < content.length(); i++) {
            boolean letter = !Character.isWhitespace(content.charAt(i));
            words += letter && !inside ? 1 : 0;
            inside = letter;
        }
        return words;
    }

    /** When it was spoken, where the transcript says so. */
    Optional<Interval> interval() {
        return start == null || end == null ? Optional.empty() : Optional.of(new Interval(start, end));
    }
}
