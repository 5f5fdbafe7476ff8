package dev.reevaluate.wiremock;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The path of a request as the server's routes see it. */
final class RequestPath {

    private RequestPath() {}

    /** Decoded segment by segment, without what a semicolon adds; as it came where an escape is broken. */
    static String decoded(String path) {
        try {
            return Arrays.stream(path.split("/", -1))
                    .map(segment -> segment.replaceFirst(";.*", "").replace("+", "%2B"))
                    .map(segment -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
                    .collect(Collectors.joining("/"));
        } catch (IllegalArgumentException brokenEscape) {
            return path;
        }
    }
}
