package dev.reevaluate.server.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A variable of a metric's text: {@code a.b}, {@code a["b"]} and {@code a['b']} are the same, {@code a[0]} and
 * {@code a.0} are a list's first.
 *
 * @param name as it is written
 * @param path the keys, from the outermost; empty where the name is not well formed
 */
record Variable(String name, List<String> path) {

    private static final Pattern FIRST = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_-]*");
    private static final Pattern NEXT = Pattern.compile(
            "\\s*(?:\\.\\s*(?<key>[\\p{L}\\p{N}_$-]+)|\\[\\s*(?:\"(?<double>[^\"]*)\"|'(?<single>[^']*)'|(?<index>\\d+))\\s*])");

    static Variable parse(String name) {
        Matcher first = FIRST.matcher(name);
        if (!first.lookingAt()) {
            return new Variable(name, List.of());
        }
        List<String> path = new ArrayList<>(List.of(first.group()));
        int end = first.end();
        Matcher next = NEXT.matcher(name);
        while (end < name.length()) {
            if (!next.region(end, name.length()).lookingAt()) {
                return new Variable(name, List.of());
            }
            for (String group : List.of("key", "double", "single", "index")) {
                if (next.group(group) != null) {
                    path.add(next.group(group));
                }
            }
            end = next.end();
        }
        return new Variable(name, List.copyOf(path));
    }

    boolean isTranscript() {
        return path.equals(List.of("transcript"));
    }

    /** Returns whether the variables lead to it, be it only to null. */
    boolean isIn(Map<String, @Nullable Object> variables) {
        return !path.isEmpty() && find(variables) != MISSING;
    }

    /** Returns what the variables have under the path; null where they have nothing. */
    @Nullable
    Object valueIn(Map<String, @Nullable Object> variables) {
        Object found = find(variables);
        return found == MISSING ? null : found;
    }

    private static final Object MISSING = new Object();

    private @Nullable Object find(@Nullable Object root) {
        Object value = root;
        for (String key : path) {
            if (value instanceof Map<?, ?> map && map.containsKey(key)) {
                value = map.get(key);
            } else if (value instanceof List<?> list && indexIn(list, key) >= 0) {
                value = list.get(indexIn(list, key));
            } else {
                return MISSING;
            }
        }
        return value;
    }

    private static int indexIn(List<?> list, String key) {
        try {
            int index = Integer.parseInt(key);
            return index < list.size() ? index : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
