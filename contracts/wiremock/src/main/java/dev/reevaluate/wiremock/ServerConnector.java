package dev.reevaluate.wiremock;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.regex.Pattern;
import wiremock.jakarta.servlet.http.HttpServletRequest;

/** What the server's connector, Tomcat's, refuses before anybody looks at it, and WireMock's takes. */
final class ServerConnector {

    private static final int MOST_HEADERS = 100;
    private static final Pattern ESCAPED_SLASH = Pattern.compile("%2f", Pattern.CASE_INSENSITIVE);
    // What RFC 3986 wants escaped
    private static final String UNESCAPED = "\"<>[]\\^`{|}";

    private ServerConnector() {}

    /** Returns whether it lets the request through. */
    static boolean takes(HttpServletRequest request) {
        String query = request.getQueryString() == null ? "" : request.getQueryString();
        return headers(request) <= MOST_HEADERS
                && isEscaped(request.getRequestURI())
                && isEscaped(query)
                && (request.getRequestURI().indexOf('%') < 0 || isDecodable(request.getRequestURI()));
    }

    private static int headers(HttpServletRequest request) {
        int headers = 0;
        for (Enumeration<String> names = request.getHeaderNames(); names.hasMoreElements(); ) {
            for (Enumeration<String> values = request.getHeaders(names.nextElement()); values.hasMoreElements(); ) {
                values.nextElement();
                headers++;
            }
        }
        return headers;
    }

    private static boolean isEscaped(String text) {
        return text.chars().allMatch(letter -> letter >= '!' && letter <= '~' && UNESCAPED.indexOf(letter) < 0);
    }

    // As UTF-8, to what a segment of a path may hold
    private static boolean isDecodable(String path) {
        if (ESCAPED_SLASH.matcher(path).find()) {
            return false;
        }
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
