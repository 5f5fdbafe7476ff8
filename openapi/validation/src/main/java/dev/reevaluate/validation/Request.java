package dev.reevaluate.validation;

import java.io.InputStream;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request, as far as the contract can look at it.
 *
 * @param path decoded, without what a semicolon adds
 * @param query as it came, undecoded; null where there is none
 * @param headers the values of a header by its name, which may be in any case; an empty list where it was not sent
 * @param contentLength bytes, or -1 where the client does not say
 * @param body read once, and no further than the limit
 */
public record Request(
        String method,
        String path,
        @Nullable String query,
        Function<String, List<String>> headers,
        long contentLength,
        InputStream body) {

    /** Returns the header Content-Type, as often as it came. */
    List<String> contentTypes() {
        return headers.apply("Content-Type");
    }
}
