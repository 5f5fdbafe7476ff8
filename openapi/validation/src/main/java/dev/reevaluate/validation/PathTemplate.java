package dev.reevaluate.validation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Paths with {@code {name}} in place of a segment. */
final class PathTemplate {

    private PathTemplate() {}

    /** The values of the template's parameters in the path; empty where the path does not follow the template. */
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

    /** The path with the values in place of the parameters. */
    static String with(String template, Map<String, String> values) {
        String path = template;
        for (Map.Entry<String, String> value : values.entrySet()) {
            path = path.replace("{" + value.getKey() + "}", value.getValue());
        }
        return path;
    }
}
