package dev.reevaluate.validation;

import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Refuses by name a path that some request could not be told to follow. */
final class PathChecks {

    // As Spring's router takes them
    private static final Pattern PARAMETER = Pattern.compile("\\{([A-Za-z_$][\\w$-]*)}");

    // Of these, clients, proxies and the server's router make something else
    private static final Pattern LITERAL = Pattern.compile("(?!\\.{1,2}$)[^{}*%;?#\\\\\\s\"<>^`|\\p{Cntrl}]+");

    private PathChecks() {}

    /** Takes the path's template, the place of an operation, and its parameters in the path. */
    static void check(String template, String pointer, List<Operation.Parameter> declared) {
        Set<String> named = new HashSet<>();
        List<String> segments = List.of(template.substring(1).split("/", -1));
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            boolean last = i == segments.size() - 1;
            if (PARAMETER.matcher(segment).matches()) {
                if (!named.add(segment.substring(1, segment.length() - 1))) {
                    throw new UnsupportedSpecFeatureException(
                            pointer, "the parameter " + segment + " twice", "it could have two values");
                }
            } else if (segment.contains("{")) {
                throw new UnsupportedSpecFeatureException(
                        pointer,
                        "a path parameter within a segment",
                        "only a whole segment is read as one, by a name of letters, digits, _ and -");
            } else if (!(last && segment.isEmpty()) && !LITERAL.matcher(segment).matches()) {
                throw new UnsupportedSpecFeatureException(
                        pointer,
                        "the path " + template,
                        "\"%s\" is not the same to each client, proxy and router".formatted(segment));
            }
        }
        if (!declared.stream().allMatch(Operation.Parameter::required)) {
            throw new UnsupportedSpecFeatureException(
                    pointer, "a path parameter that may be left out", "OpenAPI asks for required: true");
        }
        List<String> names = declared.stream().map(Operation.Parameter::name).toList();
        if (!named.equals(Set.copyOf(names))) {
            throw new UnsupportedSpecFeatureException(
                    pointer, "path parameters " + names + " for " + template, "they must be those of the path");
        }
    }
}
