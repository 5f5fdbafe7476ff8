package dev.reevaluate.contracttests.cases;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Keywords that no value breaks, as they are written, or by what stands beside them. */
final class Unbreakable {

    private Unbreakable() {}

    static boolean is(ValueUnderTest value, String keyword, JsonNode argument) {
        if ((Composition.OF_OBJECTS.contains(keyword) && !value.schema().allows("object"))
                || (Composition.OF_LISTS.contains(keyword) && !value.schema().allows("array"))) {
            return true;
        }
        return switch (keyword) {
            case "minProperties", "minItems", "minLength" -> argument.asInt() == 0;
            case "minContains" -> argument.asInt() == 0 || !value.has("contains");
            case "maxContains" -> !value.has("contains");
            case "contains" -> isZero(value, "minContains");
            case "uniqueItems" -> !argument.asBoolean();
            case "propertyNames", "unevaluatedProperties", "unevaluatedItems" -> isAnything(argument);
            case "dependentRequired" -> argument.valueStream().allMatch(JsonNode::isEmpty);
            case "dependentSchemas", "patternProperties", "prefixItems" ->
                argument.valueStream().allMatch(Unbreakable::isAnything);
            case "not" -> argument.isBoolean() && !argument.asBoolean();
            case "if" ->
                Stream.of("then", "else")
                        .flatMap(branch -> value.schema().keyword(branch).stream())
                        .allMatch(Unbreakable::isAnything);
            case "format" -> Formats.isAnnotation(argument.asString(""));
            default -> false;
        };
    }

    private static boolean isZero(ValueUnderTest value, String keyword) {
        List<JsonNode> limits = value.schema().keyword(keyword);
        return !limits.isEmpty() && limits.stream().allMatch(limit -> limit.asInt() == 0);
    }

    private static boolean isAnything(JsonNode schema) {
        return (schema.isBoolean() && schema.asBoolean()) || (schema.isObject() && schema.isEmpty());
    }
}
