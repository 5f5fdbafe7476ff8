package dev.reevaluate.contracts.cases;

import java.math.BigDecimal;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A good value of a schema.
 *
 * @param known whether the document gives it as an example, so that it works on the demo workspace; else it is made up
 */
record Sample(JsonNode value, boolean known) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    static Sample of(OpenApi api, JsonNode schema) {
        return Stream.of("/example", "/examples/0", "/default", "/const", "/enum/0")
                .map(schema::at)
                .filter(value -> !value.isMissingNode())
                .findFirst()
                .map(value -> new Sample(value, true))
                .orElseGet(() -> new Sample(madeUp(api, schema), false));
    }

    private static JsonNode madeUp(OpenApi api, JsonNode schema) {
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? type.path(0).asString() : type.asString("")) {
            case "object" -> {
                ObjectNode object = JSON.objectNode();
                schema.path("required")
                        .forEach(name -> object.set(
                                name.asString(),
                                of(api, api.followed(schema.path("properties").path(name.asString())))
                                        .value()));
                yield object;
            }
            case "array" -> {
                ArrayNode list = JSON.arrayNode();
                JsonNode element = of(api, api.followed(schema.path("items"))).value();
                for (int i = 0; i < Math.max(1, schema.path("minItems").asInt(1)); i++) {
                    list.add(element);
                }
                yield list;
            }
            case "integer", "number" -> JSON.numberNode(number(schema));
            case "boolean" -> JSON.booleanNode(true);
            case "null" -> JSON.nullNode();
            default ->
                JSON.stringNode("x".repeat(Math.max(1, schema.path("minLength").asInt(1))));
        };
    }

    private static BigDecimal number(JsonNode schema) {
        if (schema.has("multipleOf")) {
            return schema.path("multipleOf").decimalValue();
        }
        if (schema.has("minimum")) {
            return schema.path("minimum").decimalValue();
        }
        if (schema.has("exclusiveMinimum")) {
            return schema.path("exclusiveMinimum").decimalValue().add(BigDecimal.ONE);
        }
        return schema.has("maximum") ? schema.path("maximum").decimalValue() : BigDecimal.ONE;
    }
}
