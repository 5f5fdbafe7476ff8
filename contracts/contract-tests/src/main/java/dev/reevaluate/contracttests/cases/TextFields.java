package dev.reevaluate.contracttests.cases;

import dev.reevaluate.document.ResolvedSchema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the fields of an object are written as texts, whose types only the schema tells: in forms, queries, paths and headers.
 *
 * @param commas the fields whose lists are one text with commas; others are written once for each element
 */
public record TextFields(ResolvedSchema schema, Set<String> commas) {

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d{1,3})?");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Returns the fields of the object. */
    List<Map.Entry<String, String>> written(JsonNode object) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        object.properties().forEach(field -> {
            List<String> texts = field.getValue() instanceof ArrayNode list
                    ? list.values().stream().map(TextFields::text).toList()
                    : List.of(text(field.getValue()));
            if (commas.contains(field.getKey()) && !texts.isEmpty()) {
                fields.add(Map.entry(field.getKey(), String.join(",", texts)));
            } else {
                texts.forEach(text -> fields.add(Map.entry(field.getKey(), text)));
            }
        });
        return fields;
    }

    /** Returns what the fields stand for; of a field that is no list the last text counts. */
    public ObjectNode read(List<Map.Entry<String, String>> fields) {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<String, String> field : fields) {
            ResolvedSchema its = schema.property(field.getKey());
            if (!its.allows("array") || its.allows("string")) {
                object.set(field.getKey(), read(its, field.getValue()));
                continue;
            }
            ArrayNode list = object.withArrayProperty(field.getKey());
            String[] elements =
                    commas.contains(field.getKey()) ? field.getValue().split(",", -1) : new String[] {field.getValue()};
            Arrays.stream(elements).forEach(element -> list.add(read(its.items(), element)));
        }
        return object;
    }

    /** Returns what the texts of the object's fields stand for. */
    JsonNode received(JsonNode object) {
        return read(written(object));
    }

    /** Returns what the text stands for; what the schema has no use for stays a text. */
    static JsonNode read(ResolvedSchema schema, String text) {
        if (schema.allows("string")) {
            return NODES.stringNode(text);
        }
        if (text.isEmpty() && schema.allows("null")) {
            return NODES.nullNode();
        }
        if ((schema.allows("integer") || schema.allows("number"))
                && NUMBER.matcher(text).matches()) {
            BigDecimal number = new BigDecimal(text);
            return number.scale() <= 0 ? NODES.numberNode(number.toBigInteger()) : NODES.numberNode(number);
        }
        if (schema.allows("boolean") && (text.equals("true") || text.equals("false"))) {
            return NODES.booleanNode(text.equals("true"));
        }
        return schema.allows("object") ? json(text) : NODES.stringNode(text);
    }

    /** Returns the fields as a query or a form writes them. */
    String urlencoded(JsonNode object) {
        return written(object).stream()
                .map(field -> BodyFormat.encoded(field.getKey()) + "=" + BodyFormat.encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (JacksonException noJson) {
            return NODES.stringNode(text);
        }
    }

    private static String text(JsonNode value) {
        return value.isContainer() ? value.toString() : value.isNull() ? "" : value.asString();
    }
}
