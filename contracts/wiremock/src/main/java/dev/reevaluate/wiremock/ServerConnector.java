package dev.reevaluate.wiremock;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.regex.Pattern;
import wiremock.jakarta.servlet.http.HttpServletRequest;

/** What the server's connector, Tomcat's, refuses before anybody looks at it, and WireMock's takes. */
final class ServerConnector {

    private static final int MOST_HEADERS = 100;
    private static final Pattern ESCAPED_SLASH = Pattern.compile("%2f", Pattern.CASE_INSENSITIVE);
    // What RFC 3986 wants escaped
    private static final Pattern UNESCAPED = Pattern.compile("[^!-~]|[\"<>\\[\\]\\\\^`{|}]");

    private ServerConnector() {}

    /** Returns whether it lets the request through. */
    static boolean takes(HttpServletRequest request) {
        String query = request.getQueryString() == null ? "" : request.getQueryString();
        int headers = Collections.list(request.getHeaderNames()).stream()
                .mapToInt(name -> Collections.list(request.getHeaders(name)).size())
                .sum();
        return headers <= MOST_HEADERS
                && isDecodable(request.getRequestURI())
                && !ESCAPED_SLASH.matcher(request.getRequestURI()).find()
                && !UNESCAPED.matcher(request.getRequestURI() + query).find();
    }

    // As UTF-8, to what a path may hold
    private static boolean isDecodable(String path) {
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.ISO_8859_1)
                            .getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
            return decoded.indexOf('\\') < 0 && decoded.indexOf('\0') < 0;
        } catch (IllegalArgumentException | CharacterCodingException undecodable) {
            return false;
        }
    }
}
