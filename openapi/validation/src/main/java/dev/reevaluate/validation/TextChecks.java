package dev.reevaluate.validation;

import dev.reevaluate.document.ResolvedSchema;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Refuses by name schemas of parameters, and of a form's fields, by which no text could be read. */
final class TextChecks {

    private static final Set<String> RULES_BEYOND_TEXTS = Set.of(
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "items",
            "prefixItems",
            "contains",
            "minItems",
            "maxItems",
            "uniqueItems",
            "properties",
            "required",
            "additionalProperties",
            "not",
            "if");

    private TextChecks() {}

    static void checkElements(String at, ResolvedSchema list) {
        ResolvedSchema items = list.items();
        checkItems(at, list);
        checkText(at, items, "an element of a list");
        if ((items.allows("object") || items.allows("array")) && !OperationReader.isAnything(items)) {
            throw new UnsupportedSpecFeatureException(
                    at, "a list of lists or objects in a text", "its style writes only texts, numbers and booleans");
        }
    }

    static void checkItems(String at, ResolvedSchema list) {
        if (!list.keyword("prefixItems").isEmpty()) {
            throw new UnsupportedSpecFeatureException(
                    at, "prefixItems of a list that is written as texts", "its elements are all read by items");
        }
    }

    // Of a text nobody can tell whether 12 is a number where it may also be a string
    static void checkText(String at, ResolvedSchema shape, String what) {
        Set<String> types = shape.types();
        types.remove("null");
        Set<String> rules = shape.keywords();
        rules.retainAll(RULES_BEYOND_TEXTS);
        if (shape.keyword("format").stream().anyMatch(format -> SchemaChecks.NUMBERS.contains(format.asString("")))) {
            rules.add("format");
        }
        if (OperationReader.isAnything(shape) && !rules.isEmpty()) {
            throw new UnsupportedSpecFeatureException(
                    at,
                    what + " without a type, and with " + rules,
                    "without a type it is read as a text: name its type");
        }
        if (OperationReader.isAnything(shape) || types.equals(Set.of("number", "integer")) || types.size() == 1) {
            return;
        }
        if (types.isEmpty()) {
            throw new UnsupportedSpecFeatureException(
                    at, what + " that has no value but null", "no text is null: leave it out");
        }
        throw new UnsupportedSpecFeatureException(
                at, what + " that may be " + types, "its text does not say which of them it is");
    }

    /** Refuses by name choices that would be taken apart where a list is written with commas. */
    static void checkCommas(String at, ResolvedSchema list) {
        ResolvedSchema items = list.items();
        Stream.concat(items.keyword("enum").stream().flatMap(JsonNode::valueStream), items.keyword("const").stream())
                .filter(choice -> choice.asString("").contains(","))
                .findFirst()
                .ifPresent(choice -> {
                    throw new UnsupportedSpecFeatureException(
                            at, "the choice %s in a list with commas".formatted(choice), "it would be read as two");
                });
    }
}
