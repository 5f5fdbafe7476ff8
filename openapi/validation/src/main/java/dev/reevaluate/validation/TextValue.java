package dev.reevaluate.validation;

import com.networknt.schema.Error;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The value of a parameter in a path, a query, a header or a cookie, which are texts, whatever their schema says. */
final class TextValue {

    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,1000}");

    private TextValue() {}

    /** Collects what the schema has against the texts, of which a single value has one. */
    static void check(Operation.Parameter parameter, List<String> texts, FieldErrors errors) {
        if (texts.stream().anyMatch(text -> text.indexOf('\0') >= 0)) {
            errors.add(parameter.name(), ProtocolTexts.NO_NULL_CHARACTERS);
            return;
        }
        JsonNode value = parameter.isList()
                ? list(parameter, texts)
                : read(texts.get(texts.size() - 1), parameter.text().single());
        List<Error> found = parameter.schema().validator().validate(value);
        // What can't be read at all is not told what it would be held to
        boolean unreadable = found.stream().anyMatch(error -> error.getKeyword().equals("type"));
        found.stream()
                .filter(error -> !unreadable || error.getKeyword().equals("type"))
                .forEach(error -> {
                    Place place = Place.of(error);
                    String text = ProtocolTexts.violation(error, place.in(value));
                    errors.add(
                            parameter.name(), place.position() < 0 ? text : ProtocolTexts.item(place.position(), text));
                });
    }

    private static ArrayNode list(Operation.Parameter parameter, List<String> texts) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        texts.stream()
                .flatMap(text -> parameter.exploded() ? Stream.of(text) : Arrays.stream(text.split(",", -1)))
                .forEach(text -> list.add(read(
                        parameter.exploded() ? text : text.strip(),
                        parameter.text().single())));
        return list;
    }

    private static JsonNode read(String text, Set<String> types) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (types.contains("string")) {
            return nodes.stringNode(text);
        } else if (types.contains("number")) {
            return FormFields.number(text);
        } else if (types.contains("integer")) {
            return INTEGER.matcher(text).matches() ? nodes.numberNode(new BigInteger(text)) : nodes.stringNode(text);
        } else if (types.contains("boolean") && (text.equals("true") || text.equals("false"))) {
            return nodes.booleanNode(text.equals("true"));
        }
        return nodes.stringNode(text);
    }
}
