package dev.reevaluate.validation;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The path of a request as routes see it: decoded segment by segment, without what a semicolon adds, with every slash. */
public final class DecodedPath {

    // URLDecoder takes %+1 for one
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?!\\p{XDigit}{2})");

    private DecodedPath() {}

    /** Returns the path decoded; as it came where an escape is broken. */
    public static String of(String path) {
        if (!isDecodable(path)) {
            return path;
        }
        return Arrays.stream(path.split("/", -1))
                .map(DecodedPath::withoutParameters)
                .map(segment -> segment.replace("+", "%2B"))
                .map(segment -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
                .collect(Collectors.joining("/"));
    }

    /** Returns whether every escape of a path or a query is one. */
    public static boolean isDecodable(String text) {
        return !BROKEN_ESCAPE.matcher(text).find();
    }

    // To a route, a segment that is a semicolon's alone is one segment more
    private static String withoutParameters(String segment) {
        int semicolon = segment.indexOf(';');
        return semicolon <= 0 ? segment : segment.substring(0, semicolon);
    }
}
