package dev.reevaluate.contracttests.cases;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The ways to write a good body well and badly, in a media type. */
final class Syntax {

    /** A way to write it; a bad one stands for nothing at all. */
    @SuppressWarnings("ArrayRecordComponent") // not compared
    record Way(String what, String contentType, byte[] body, boolean good) {}

    private final BodyUnderTest type;
    private final JsonNode example;
    private final String text;
    private final List<Way> ways = new ArrayList<>();

    private Syntax(BodyUnderTest type, JsonNode example) {
        this.type = type;
        this.example = example;
        this.text = new String(type.written(example), UTF_8);
    }

    static List<Way> of(BodyUnderTest type, JsonNode example) {
        return new Syntax(type, example).ways();
    }

    private List<Way> ways() {
        if (example.isObject()) {
            good("fields in another order", new String(type.written(reversed()), UTF_8));
        }
        goodType("charset in the media type", type.contentType() + "; charset=UTF-8");
        goodType(
                "media type in capitals",
                type.contentType().replace(type.mediaType(), type.mediaType().toUpperCase(Locale.ROOT)));
        switch (type.format()) {
            case JSON -> json();
            case FORM -> form();
            case MULTIPART -> multipart();
        }
        return ways;
    }

    private void json() {
        good("white space", " \r\n\t" + example.toPrettyString() + "\n");
        if (example.isContainer()) {
            bad("cut off", text.substring(0, text.length() - 1));
        }
        bad("text after it", text + "x");
        bad("a second value after it", text + text);
        bad("a comment", "/* */" + text);
        if (text.contains("\"")) {
            bad("single quotes", text.replace('"', '\''));
        }
        if (example.isObject()) {
            bad("a comma at the end", text.substring(0, text.length() - 1) + ",}");
        }
        bad("NaN", "NaN");
        bad("white space alone", " ");
        bad("a byte order mark", "\ufeff" + text);
        bad("nested too deep", "[".repeat(100_000) + "]".repeat(100_000));
        badBytes("bytes that are not UTF-8", "{\"\u00ff\": 1}");
        firstField().ifPresent(field -> {
            good("escaped letters", text.replaceFirst("\"(.)", "\"\\\\u00" + Integer.toHexString(text.charAt(2))));
            bad("a field twice", "{" + field + "," + text.substring(1));
        });
    }

    private void form() {
        good("an empty field", "&" + text + "&");
        if (!text.isEmpty()) {
            good(
                    "escaped letters",
                    "%" + Integer.toHexString(text.charAt(0)).toUpperCase(Locale.ROOT) + text.substring(1));
        }
        bad("a broken escape", text + "&x=%zz");
        bad("an escape cut off", text + "&x=%4");
    }

    private void multipart() {
        String closing = "--" + BodyFormat.BOUNDARY + "--";
        goodWith("another boundary", "----WebKitFormBoundaryaZ9", "----WebKitFormBoundaryaZ9");
        goodWith("a boundary in quotes", "\"a b\"", "a b");
        bad("not multipart", "x".repeat(100));
        ways.add(new Way("no boundary", type.mediaType(), text.getBytes(UTF_8), false));
        if (text.startsWith(closing)) {
            // Without a part, much may be a form without fields
            return;
        }
        good("a preamble", "preamble\r\n" + text);
        good(
                "further headers of a part",
                text.replaceFirst("\r\n\r\n", "\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n"));
        bad("no closing boundary", text.replace(closing, ""));
        bad("another boundary than said", text.replace("--" + BodyFormat.BOUNDARY, "--other"));
        bad("a file", text.replaceFirst("(name=\"[^\"]*\")", "$1; filename=\"a.txt\""));
    }

    private Optional<String> firstField() {
        return example.properties().stream()
                .findFirst()
                .map(field -> "\"%s\":%s".formatted(field.getKey(), field.getValue()));
    }

    private ObjectNode reversed() {
        List<String> names = new ArrayList<>(example.propertyNames());
        Collections.reverse(names);
        ObjectNode reversed = JsonNodeFactory.instance.objectNode();
        names.forEach(name -> reversed.set(name, example.get(name)));
        return reversed;
    }

    private void good(String what, String body) {
        ways.add(new Way(what, type.contentType(), body.getBytes(UTF_8), true));
    }

    private void goodType(String what, String contentType) {
        ways.add(new Way(what, contentType, text.getBytes(UTF_8), true));
    }

    private void goodWith(String what, String written, String boundary) {
        ways.add(new Way(
                what,
                type.mediaType() + "; boundary=" + written,
                BodyFormat.multipart(example, type.fields(), boundary).getBytes(UTF_8),
                true));
    }

    private void bad(String what, String body) {
        ways.add(new Way(what, type.contentType(), body.getBytes(UTF_8), false));
    }

    private void badBytes(String what, String latin1) {
        ways.add(new Way(what, type.contentType(), latin1.getBytes(ISO_8859_1), false));
    }
}
