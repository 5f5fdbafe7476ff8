package dev.reevaluate.validation;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Fields as a form and a query write them. */
final class UrlEncoded {

    private UrlEncoded() {}

    /**
     * Returns the fields of a form; bytes that are no text of the charset become replacement characters.
     *
     * @throws IllegalArgumentException when an escape is broken
     */
    static Map<String, List<String>> form(byte[] body, Charset charset) {
        return fields(new String(body, StandardCharsets.ISO_8859_1), bytes -> new String(bytes, charset));
    }

    /**
     * Returns the parameters of a query.
     *
     * @throws IllegalArgumentException when an escape is broken, or its bytes are not UTF-8
     */
    static Map<String, List<String>> query(String query) {
        return fields(query, bytes -> {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new IllegalArgumentException("not UTF-8", e);
            }
        });
    }

    private static Map<String, List<String>> fields(String text, Function<byte[], String> decode) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String field : text.split("&", -1)) {
            if (!field.isEmpty()) {
                String[] nameAndValue = field.split("=", 2);
                String name = decode.apply(unescaped(nameAndValue[0]));
                String value = nameAndValue.length == 1 ? "" : decode.apply(unescaped(nameAndValue[1]));
                fields.computeIfAbsent(name, none -> new ArrayList<>()).add(value);
            }
        }
        return fields;
    }

    // In this charset a character is a byte, so that what the bytes mean is decided by who asks
    private static byte[] unescaped(String text) {
        if (!DecodedPath.isDecodable(text)) {
            throw new IllegalArgumentException("a broken escape");
        }
        return URLDecoder.decode(text, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
    }
}
