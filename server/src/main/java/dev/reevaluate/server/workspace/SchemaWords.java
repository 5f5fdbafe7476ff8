package dev.reevaluate.server.workspace;

import com.networknt.schema.Error;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Says what is wrong with a value to those who know their document, and no JSON Schema. */
final class SchemaWords {

    private static final Map<String, String> TYPES = Map.of(
            "object", "an object",
            "array", "a list",
            "string", "a text",
            "integer", "an integer",
            "number", "a number",
            "boolean", "true or false",
            "null", "null");

    private SchemaWords() {}

    static String of(Error error) {
        if (error.isCustomMessage()) { // the schema has words of its own beside the rule
            return error.getMessage();
        }
        JsonNode rule = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "required" -> "%s is missing".formatted(error.getProperty());
            case "dependentRequired" -> "%s is missing".formatted(error.getArguments()[0]);
            case "additionalProperties" -> "there is no field %s".formatted(error.getProperty());
            case "type" ->
                "expected %s, not %s".formatted(types(rule), TYPES.get(String.valueOf(error.getArguments()[0])));
            case "enum" ->
                "expected one of %s"
                        .formatted(rule.valueStream()
                                .filter(JsonNode::isString)
                                .map(JsonNode::asString)
                                .collect(Collectors.joining(", ")));
            case "minimum" -> "must be at least %s".formatted(rule.asString());
            case "maximum" -> "must be at most %s".formatted(rule.asString());
            case "minLength" -> "must not be empty";
            case "maxLength" -> "has more than %s characters".formatted(rule.asString());
            default -> error.getMessage();
        };
    }

    private static String types(JsonNode rule) {
        return (rule.isArray() ? rule.valueStream() : Stream.of(rule))
                .map(type -> TYPES.get(type.asString()))
                .collect(Collectors.joining(" or "));
    }
}
