package dev.reevaluate.server.python;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Makes a program's text fit to be stored and shown. */
final class Text {

    private static final String REPLACEMENT = "\uFFFD";

    // PostgreSQL stores neither.
    private static final Pattern UNSTORABLE = Pattern.compile("[\\x00\\p{Cs}]");

    private final Pattern home;

    /** Takes the folder of the child processes, which is nobody's business. */
    Text(Path folder) {
        home = Pattern.compile(Pattern.quote(folder.toString()) + "(/[^\\s\"':]*?/lib)?/?");
    }

    String withoutPaths(String text) {
        return home.matcher(text).replaceAll("");
    }

    String clean(String text, int maxLength) {
        String storable = UNSTORABLE.matcher(text).replaceAll(REPLACEMENT);
        return storable.length() <= maxLength ? storable : storable.substring(0, maxLength) + "...";
    }

    Map<String, Object> clean(Map<?, ?> object) {
        Map<String, Object> clean = new LinkedHashMap<>();
        object.forEach((key, value) -> clean.put(clean(String.valueOf(key), Integer.MAX_VALUE), cleanValue(value)));
        return clean;
    }

    private Object cleanValue(Object value) {
        if (value instanceof String text) {
            return clean(text, Integer.MAX_VALUE);
        }
        if (value instanceof Map<?, ?> object) {
            return clean(object);
        }
        return value instanceof List<?> list
                ? list.stream().map(this::cleanValue).toList()
                : value;
    }
}
