package dev.reevaluate.validation;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header Content-Type. A parameter without a name or a value is as if it were not there.
 *
 * @param mediaType in lower case, without parameters
 * @param charset of a form; UTF-8 where none is named
 */
record ContentType(
        String mediaType, Charset charset, @Nullable String boundary) {

    private static final String TOKEN = "[\\w!#$%&'*+.^`|~-]+";
    private static final Pattern HEADER = Pattern.compile("\\s*(%s/%s)\\s*(;.*)?".formatted(TOKEN, TOKEN));
    // A caller chooses how long it is. In quotes, a backslash stands before a character that would end them
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*(%s)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\"]*))".formatted(TOKEN));

    /** Reads the header, which must come once, name one of the media types, and a charset that exists or none. */
    static ContentType of(List<String> headers, Collection<String> mediaTypes) {
        String text = String.join(", ", headers);
        if (headers.size() == 1 && mediaTypes.contains(text)) {
            return new ContentType(text, StandardCharsets.UTF_8, null);
        }
        Matcher matcher = HEADER.matcher(text);
        if (headers.size() > 1 || !matcher.matches()) {
            throw RequestRefusedException.unsupportedMediaType(text);
        }
        String mediaType = matcher.group(1).toLowerCase(Locale.ROOT);
        if (!mediaTypes.contains(mediaType)) {
            throw RequestRefusedException.unsupportedMediaType(text);
        }
        Map<String, String> parameters = parameters(text);
        try {
            String charset = parameters.get("charset");
            return new ContentType(
                    mediaType,
                    charset == null ? StandardCharsets.UTF_8 : Charset.forName(charset),
                    parameters.get("boundary"));
        } catch (IllegalArgumentException noSuchCharset) {
            throw RequestRefusedException.unsupportedMediaType(text);
        }
    }

    private static Map<String, String> parameters(String header) {
        Map<String, String> parameters = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(header);
        while (matcher.find()) {
            String quoted = matcher.group(2);
            String value = quoted == null ? matcher.group(3).strip() : quoted.replaceAll("\\\\(.)", "$1");
            if (!value.isEmpty()) {
                parameters.put(matcher.group(1).toLowerCase(Locale.ROOT), value);
            }
        }
        return parameters;
    }
}
