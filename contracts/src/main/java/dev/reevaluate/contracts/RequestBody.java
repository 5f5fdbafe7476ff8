package dev.reevaluate.contracts;

import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a request's body says, whatever its media type.
 *
 * @param value the body as JSON: a form is an object of lists
 * @param form how its fields are written, where it is a form
 * @param literal whether it is written in a way that only the very text stands for: with indexes, or as a file
 */
record RequestBody(JsonNode value, Optional<FormSyntax> form, boolean literal) {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Pattern INTEGER = Pattern.compile("-?\\d+");

    /** The body of the contract's request; empty where it is malformed. */
    static Optional<RequestBody> of(Contract contract) {
        String text = contract.bodyText();
        return switch (contract.mediaType()) {
            case "application/x-www-form-urlencoded" ->
                Optional.of(new RequestBody(
                        object(urlencoded(text)), Optional.of(FormSyntax.URLENCODED), text.contains("[")));
            case "multipart/form-data" ->
                multipart(contract)
                        .map(fields -> new RequestBody(
                                object(fields), Optional.of(FormSyntax.MULTIPART), text.contains("filename=")));
            default -> json(text).map(value -> new RequestBody(value, Optional.empty(), false));
        };
    }

    private static Optional<JsonNode> json(String text) {
        // What stands for bytes that are not UTF-8: the rest of the text may well be JSON, the body is not.
        if (text.contains("\uFFFD")) {
            return Optional.empty();
        }
        try {
            return Optional.of(text.isEmpty() ? JsonNodeFactory.instance.objectNode() : STRICT.readTree(text));
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    private static Map<String, List<String>> urlencoded(String text) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            String[] nameAndValue = pair.split("=", 2);
            if (!pair.isEmpty()) {
                add(fields, decoded(nameAndValue[0]), nameAndValue.length == 1 ? "" : decoded(nameAndValue[1]));
            }
        }
        return fields;
    }

    private static Optional<Map<String, List<String>>> multipart(Contract contract) {
        Matcher boundary = Pattern.compile(";\\s*boundary=(\\S+)")
                .matcher(contract.contentType().orElse(""));
        if (!boundary.find()) {
            return Optional.empty();
        }
        String between = "--" + boundary.group(1);
        String[] parts = contract.bodyText().split(Pattern.quote(between), -1);
        if (parts.length < 2 || !parts[parts.length - 1].equals("--\r\n")) {
            return Optional.empty();
        }
        Map<String, List<String>> fields = new LinkedHashMap<>();
        Pattern part =
                Pattern.compile("(?s)\r\nContent-Disposition: form-data; name=\"([^\"]*)\"[^\r\n]*\r\n\r\n(.*)\r\n");
        for (String text : List.of(parts).subList(1, parts.length - 1)) {
            Matcher nameAndValue = part.matcher(text);
            if (nameAndValue.matches()) {
                // What a file holds is not looked at
                add(fields, nameAndValue.group(1), text.contains("filename=") ? "" : nameAndValue.group(2));
            }
        }
        return Optional.of(fields);
    }

    private static void add(Map<String, List<String>> fields, String name, String value) {
        fields.computeIfAbsent(name, none -> new ArrayList<>()).add(value);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static ObjectNode object(Map<String, List<String>> fields) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        fields.forEach((name, values) -> {
            var list = object.putArray(name);
            values.forEach(value -> {
                if (INTEGER.matcher(value).matches()) {
                    list.add(new BigInteger(value));
                } else {
                    list.add(value);
                }
            });
        });
        return object;
    }
}
