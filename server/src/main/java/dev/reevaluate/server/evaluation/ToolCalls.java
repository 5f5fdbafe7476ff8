package dev.reevaluate.server.evaluation;

import dev.reevaluate.server.Counted;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether the agent's tools did what they were called for. */
final class ToolCalls {

    private ToolCalls() {}

    static Evaluation.Scored success(Call call) {
        List<Turn> results = call.turnsOf(Turn.TOOL_RESULT).toList();
        List<String> failed = results.stream()
                .filter(result -> isError(result.data().get("result")))
                .map(result -> String.valueOf(result.data().getOrDefault("name", "a tool without a name")))
                .toList();
        if (results.isEmpty()) {
            return Evaluation.Scored.passIf(true, "No tool was called.");
        }
        int all = results.size();
        return Evaluation.Scored.passIf(
                failed.isEmpty(),
                failed.isEmpty()
                        ? Counted.word(all, "The tool call succeeded.", "All " + all + " tool calls succeeded.")
                        : Counted.word(
                                        all,
                                        "The tool call failed: ",
                                        failed.size() + " of " + all + " tool calls failed: ")
                                + String.join(", ", failed) + ".");
    }

    private static boolean isError(@Nullable Object result) {
        if (result instanceof Map<?, ?> object) {
            return !isEmpty(object.get("error"));
        }
        if (result instanceof String text) {
            String start = text.strip().toLowerCase(Locale.ROOT);
            return start.startsWith("error") || start.startsWith("failed");
        }
        return false;
    }

    private static boolean isEmpty(@Nullable Object error) {
        return error == null
                || error.equals("")
                || error.equals(false)
                || (error instanceof Map<?, ?> map && map.isEmpty())
                || (error instanceof Collection<?> list && list.isEmpty());
    }
}
