package dev.reevaluate.stubs;

import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Pieces of regular expressions, as short as a reader of the stubs would write them. */
final class Regex {

    private static final Pattern SPECIAL = Pattern.compile("[\\\\.\\[\\]{}()*+?^$|]");

    private Regex() {}

    static String literally(String text) {
        return SPECIAL.matcher(text).replaceAll("\\\\$0");
    }

    static String oneOf(Collection<String> texts) {
        return texts.stream().map(Regex::literally).distinct().collect(Collectors.joining("|", "(?:", ")"));
    }

    /** Returns the texts that the schema accepts, by their length and their pattern. */
    static String text(JsonNode schema) {
        return "(?s)(?=.{%s,%s}$)(?=.*?(?:%s)).*"
                .formatted(
                        schema.path("minLength").asString("0"),
                        schema.path("maxLength").asString(""),
                        schema.path("pattern").asString(""));
    }

    /** One of the media types with any parameters, in any case. */
    static String mediaType(Collection<String> types) {
        return "(?i)" + (types.size() == 1 ? literally(types.iterator().next()) : oneOf(types)) + "\\s*(?:;.*)?";
    }
}
