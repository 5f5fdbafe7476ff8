package dev.reevaluate.contracttests.cases;

import static dev.reevaluate.contracttests.cases.Kind.NEGATIVE;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The cases of keywords that say something of a value as a whole: of a stock of values, those that break the keyword. */
final class Composition {

    /** Keywords whose arguments are not looked into. */
    static final List<String> OPAQUE = List.of(
            "minProperties",
            "maxProperties",
            "dependentRequired",
            "dependentSchemas",
            "propertyNames",
            "patternProperties",
            "unevaluatedProperties",
            "prefixItems",
            "contains",
            "minContains",
            "maxContains",
            "unevaluatedItems",
            "not",
            "if");

    private static final JsonMapper JSON = new JsonMapper();
    private static final int ENOUGH = 3;

    private Composition() {}

    static void breakOpaque(ValueUnderTest value, String keyword, JsonNode argument) {
        String written = Keywords.written(keyword, argument);
        // What an if asks is told by its branches
        List<String> told = keyword.equals("if") ? List.of("then", "else") : List.of(keyword);
        List<JsonNode> breaking = stock(value).stream()
                .filter(other -> told.stream().anyMatch(one -> value.breaks(one, other)))
                .limit(ENOUGH)
                .toList();
        breaking.forEach(other -> value.other(written, other, NEGATIVE));
        if (breaking.isEmpty()) {
            value.notSupported("`" + keyword + "`", "no value is known that breaks it");
        }
    }

    /** Values that follow none of the alternatives. */
    static void breakAlternatives(ValueUnderTest value) {
        List<JsonNode> breaking = stock(value).stream()
                .filter(other -> value.breaks("oneOf", other) || value.breaks("anyOf", other))
                .limit(ENOUGH)
                .toList();
        breaking.forEach(other -> value.other("alternative", other, NEGATIVE));
        if (breaking.isEmpty()) {
            value.notSupported("its alternatives", "no value is known that follows none of them");
        }
    }

    static void discriminator(ValueUnderTest value, JsonNode discriminator) {
        String name = discriminator.path("propertyName").asString("");
        if (!(value.example() instanceof ObjectNode example)) {
            return;
        }
        String keyword = "discriminator " + name;
        value.known(keyword, "unknown", example.deepCopy().put(name, Keywords.UNKNOWN), NEGATIVE);
        value.known(keyword, "missing", example.deepCopy().without(name), NEGATIVE);
        if (!value.breaks("oneOf", example.deepCopy().put(name, Keywords.UNKNOWN))
                && !value.breaks("anyOf", example.deepCopy().put(name, Keywords.UNKNOWN))) {
            value.notSupported(keyword, "its alternatives do not say which value they have there");
        }
    }

    private static List<JsonNode> stock(ValueUnderTest value) {
        List<JsonNode> stock = new ArrayList<>();
        JsonNode example = value.example();
        if (example instanceof ObjectNode object) {
            object.propertyNames().forEach(name -> stock.add(object.deepCopy().without(name)));
            stock.add(Keywords.withUnknown(value));
            stock.add(object.deepCopy().removeAll());
            object.propertyNames().forEach(name -> stock.add(object.deepCopy().put(name, Keywords.UNKNOWN)));
            for (int i = 1; i <= ENOUGH; i++) {
                stock.add(Keywords.withUnknown(value).put(Keywords.UNKNOWN + i, i));
            }
        } else if (example instanceof ArrayNode list) {
            stock.add(list.deepCopy().removeAll());
            stock.add(list.deepCopy().addAll(list));
            stock.add(list.deepCopy().insert(0, Keywords.UNKNOWN));
        }
        List.of("null", "true", "\"x\"", "\"\"", "7", "-1", "0", "1.5", "[]", "[1]", "{}")
                .forEach(text -> stock.add(JSON.readTree(text)));
        stock.removeIf(other -> other.equals(example) || other instanceof MissingNode);
        return stock;
    }
}
