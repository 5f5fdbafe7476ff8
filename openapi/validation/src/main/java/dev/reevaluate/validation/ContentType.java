package dev.reevaluate.validation;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.fileupload.ParameterParser;
import org.jspecify.annotations.Nullable;

/**
 * The header Content-Type.
 *
 * @param mediaType in lower case, without parameters
 * @param charset of a form; UTF-8 where none is named
 * @param header as it came
 */
record ContentType(
        String mediaType, Charset charset, @Nullable String boundary, String header) {

    private static final String TOKEN = "[\\w!#$%&'*+.^`|~-]+";
    private static final Pattern HEADER = Pattern.compile("\\s*(%s/%s)\\s*(;.*)?".formatted(TOKEN, TOKEN));

    /** Reads the header, which must come once, name one of the media types, and a charset that exists or none. */
    static ContentType of(List<String> headers, Collection<String> mediaTypes) {
        String text = String.join(", ", headers);
        Matcher matcher = HEADER.matcher(text);
        if (headers.size() > 1 || !matcher.matches()) {
            throw RequestRefused.unsupportedMediaType(text);
        }
        String mediaType = matcher.group(1).toLowerCase(Locale.ROOT);
        if (!mediaTypes.contains(mediaType)) {
            throw RequestRefused.unsupportedMediaType(text);
        }
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        Map<String, String> parameters = parser.parse(text, ';');
        try {
            String charset = parameters.get("charset");
            return new ContentType(
                    mediaType,
                    charset == null ? StandardCharsets.UTF_8 : Charset.forName(charset),
                    parameters.get("boundary"),
                    text);
        } catch (IllegalArgumentException noSuchCharset) {
            throw RequestRefused.unsupportedMediaType(text);
        }
    }
}
