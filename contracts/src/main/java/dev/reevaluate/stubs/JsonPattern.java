package dev.reevaluate.stubs;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schema of the bodies that a stub takes; unknown properties are ignored, as the server ignores them. */
final class JsonPattern {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonPattern() {}

    static ObjectNode ofType(String type) {
        ObjectNode schema = JSON.objectNode().put("type", type);
        if (type.equals("number")) {
            schema.putObject("not").put("type", "integer");
        }
        return schema;
    }

    static ObjectNode of(Map<String, Field> fields) {
        ObjectNode schema = ofType("object");
        ArrayNode required = JSON.arrayNode();
        ArrayNode absent = JSON.arrayNode();
        ObjectNode properties = JSON.objectNode();
        fields.forEach((name, field) -> {
            if (field instanceof Field.Missing) {
                absent.addObject().putArray("required").add(name);
            } else {
                required.add(name);
                properties.set(name, of(field));
            }
        });
        schema.set("required", required);
        schema.set("properties", properties);
        if (!absent.isEmpty()) {
            schema.putObject("not").set("anyOf", absent);
        }
        return schema;
    }

    private static JsonNode of(Field field) {
        if (field instanceof Field.Valid valid) {
            return valid.schema();
        }
        if (field instanceof Field.TooFew tooFew) {
            return listOf(tooFew.schema()).put("maxItems", tooFew.most());
        }
        if (field instanceof Field.TooMany tooMany) {
            return listOf(tooMany.schema()).put("minItems", tooMany.least());
        }
        if (field instanceof Field.OfType wrong) {
            return ofType(wrong.type());
        }
        if (field instanceof Field.Members members) {
            return members(members.list());
        }
        if (field instanceof Field.Some some) {
            ObjectNode schema = JSON.objectNode();
            schema.putArray("allOf").add(some.schema());
            schema.putObject("items").set("enum", some.of());
            schema.putObject("contains").set("enum", some.oneOf());
            return schema;
        }
        return JSON.objectNode().set("const", ((Field.Exactly) field).value());
    }

    private static ObjectNode listOf(JsonNode schema) {
        return ofType("array").set("items", schema.path("items"));
    }

    private static ObjectNode members(JsonNode list) {
        List<JsonNode> members = list.values().stream().distinct().toList();
        ObjectNode schema = ofType("array");
        schema.putObject("items").putArray("enum").addAll(members);
        ArrayNode each = schema.putArray("allOf");
        members.forEach(member -> each.addObject().putObject("contains").set("const", member));
        return schema;
    }
}
