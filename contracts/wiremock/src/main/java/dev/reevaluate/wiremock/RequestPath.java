package dev.reevaluate.wiremock;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The path of a request as the server's routes see it. */
final class RequestPath {

    private RequestPath() {}

    static boolean isDecodable(String text) {
        try {
            URLDecoder.decode(text, StandardCharsets.UTF_8);
            return true;
        } catch (IllegalArgumentException brokenEscape) {
            return false;
        }
    }

    /** Decoded segment by segment, without what a semicolon adds; as it came where an escape is broken. */
    static String decoded(String path) {
        if (!isDecodable(path)) {
            return path;
        }
        return Arrays.stream(path.split("/", -1))
                .map(RequestPath::withoutParameters)
                .map(segment -> segment.replace("+", "%2B"))
                .map(segment -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
                .collect(Collectors.joining("/"));
    }

    // To the server's routes, a segment that is a semicolon's alone is one segment more
    private static String withoutParameters(String segment) {
        int semicolon = segment.indexOf(';');
        return semicolon <= 0 ? segment : segment.substring(0, semicolon);
    }
}
