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
                .map(segment -> segment.replaceFirst(";.*", "").replace("+", "%2B"))
                .map(segment -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
                .collect(Collectors.joining("/"));
    }
}
