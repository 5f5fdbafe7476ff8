package dev.reevaluate.contracts.cases;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values as texts, whose type only the schema tells. */
public final class Texts {

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    private Texts() {}

    /** What the text stands for; what the schema has no use for stays a text. */
    public static JsonNode read(JsonNode schema, String text) {
        String types = schema.path("type").toString();
        if ((types.contains("integer") || types.contains("number"))
                && NUMBER.matcher(text).matches()) {
            return text.contains(".")
                    ? JsonNodeFactory.instance.numberNode(new BigDecimal(text))
                    : JsonNodeFactory.instance.numberNode(new BigDecimal(text).toBigInteger());
        }
        if (types.contains("boolean") && (text.equals("true") || text.equals("false"))) {
            return JsonNodeFactory.instance.booleanNode(text.equals("true"));
        }
        return JsonNodeFactory.instance.stringNode(text);
    }

    /** What the fields stand for, as an object of the schema; of a field that is no list the last text counts. */
    public static ObjectNode read(OpenApi api, JsonNode schema, List<Map.Entry<String, String>> fields) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, String> field : fields) {
            JsonNode definition = api.followed(schema.path("properties").path(field.getKey()));
            if (definition.path("type").asString("").equals("array")) {
                object.withArrayProperty(field.getKey())
                        .add(read(api.followed(definition.path("items")), field.getValue()));
            } else {
                object.set(field.getKey(), read(definition, field.getValue()));
            }
        }
        return object;
    }

    /** The fields of the object, a list as a field for each element. */
    static List<Map.Entry<String, String>> written(JsonNode object) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        object.properties().forEach(field -> {
            JsonNode value = field.getValue();
            (value instanceof ArrayNode list ? list.values() : List.of(value))
                    .forEach(element -> fields.add(Map.entry(field.getKey(), element.asString())));
        });
        return fields;
    }
}
