package dev.reevaluate.validation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Paths with {@code {name}} in place of a segment. */
final class PathTemplate {

    private PathTemplate() {}

    /** Returns the values of the template's parameters in the path; empty where the path does not follow the template. */
    static Optional<Map<String, String>> values(String template, String path) {
        String[] expected = template.split("/", -1);
        String[] actual = path.split("/", -1);
        if (expected.length != actual.length) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < expected.length; i++) {
            if (expected[i].startsWith("{") && !actual[i].isEmpty()) {
                values.put(expected[i].substring(1, expected[i].length() - 1), actual[i]);
            } else if (!expected[i].equals(actual[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    /** Returns how many parameters the template has: of two that a path follows, the one with fewer is meant. */
    static long parameters(String template) {
        return template.chars().filter(letter -> letter == '{').count();
    }

    /** Returns whether a path may follow both templates. */
    static boolean overlap(String one, String other) {
        String[] segments = one.split("/", -1);
        String[] others = other.split("/", -1);
        return segments.length == others.length
                && IntStream.range(0, segments.length)
                        .allMatch(i -> segments[i].equals(others[i])
                                || segments[i].startsWith("{")
                                || others[i].startsWith("{"));
    }

    /** Returns the path with the values in place of the parameters. */
    static String with(String template, Map<String, String> values) {
        String path = template;
        for (Map.Entry<String, String> value : values.entrySet()) {
            path = path.replace("{" + value.getKey() + "}", value.getValue());
        }
        return path;
    }
}
