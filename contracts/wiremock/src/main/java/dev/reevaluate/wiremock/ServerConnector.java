package dev.reevaluate.wiremock;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import wiremock.jakarta.servlet.http.HttpServletRequest;

/** What the server's connector, Tomcat's, refuses before anybody looks at it, and WireMock's takes. */
public final class ServerConnector {

    private static final int MOST_HEADERS = 100;
    private static final Pattern ESCAPED_SLASH = Pattern.compile("%2F", Pattern.CASE_INSENSITIVE);
    // What RFC 3986 wants escaped
    private static final String UNESCAPED = "\"<>[]\\^`{|}";

    private ServerConnector() {}

    /** Returns whether it lets the request through. */
    static boolean takes(HttpServletRequest request) {
        String query = request.getQueryString() == null ? "" : request.getQueryString();
        return headers(request) <= MOST_HEADERS && takes(request.getRequestURI(), query);
    }

    /** Returns whether it lets a request for the path and the query through. */
    public static boolean takes(String path, String query) {
        return isEscaped(path) && isEscaped(query) && (path.indexOf('%') < 0 || isDecodable(path));
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

    // To what a segment of a path may hold
    private static boolean isDecodable(String path) {
        if (ESCAPED_SLASH.matcher(path).find()) {
            return false;
        }
        @Nullable String decoded = decoded(path);
        return decoded != null && decoded.indexOf('\\') < 0 && decoded.indexOf('\0') < 0;
    }

    /** Returns what the escapes stand for, in UTF-8; null where they stand for nothing. */
    static @Nullable String decoded(String text) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.ISO_8859_1)
                            .getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException undecodable) {
            return null;
        }
    }
}
