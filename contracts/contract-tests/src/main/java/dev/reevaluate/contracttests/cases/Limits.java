package dev.reevaluate.contracttests.cases;

import static dev.reevaluate.contracttests.cases.Kind.BOUNDARY;
import static dev.reevaluate.contracttests.cases.Kind.NEGATIVE;
import static dev.reevaluate.contracttests.cases.Kind.POSITIVE;

import dev.reevaluate.document.ResolvedSchema;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The cases of the keywords that set a limit: one on it, one beyond. */
final class Limits {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Limits() {}

    static void minItems(ValueUnderTest value, JsonNode limit) {
        items(value, "minItems " + limit, limit.asInt(), BOUNDARY);
        items(value, "minItems " + limit, limit.asInt() - 1, NEGATIVE);
    }

    static void maxItems(ValueUnderTest value, JsonNode limit) {
        items(value, "maxItems " + limit, limit.asInt(), BOUNDARY);
        items(value, "maxItems " + limit, limit.asInt() + 1, NEGATIVE);
    }

    private static void items(ValueUnderTest value, String keyword, int size, Kind kind) {
        // A text can't say that a list is empty, only that it is missing
        if (size < 0 || (size == 0 && value.text())) {
            return;
        }
        ArrayNode list = NODES.arrayNode();
        JsonNode example = value.example();
        if (example.isEmpty()) {
            return;
        }
        boolean unique = value.isSet("uniqueItems");
        for (int i = 0; i < size; i++) {
            JsonNode element = example.get(i % example.size());
            list.add(unique && i >= example.size() ? Keywords.another(element, i) : element);
        }
        if (unique && size > example.size()) {
            value.other(keyword, list, kind);
        } else {
            value.known(keyword, size == 1 ? "1 element" : size + " elements", list, kind);
        }
    }

    static void minLength(ValueUnderTest value, JsonNode limit) {
        length(value, "minLength " + limit, limit.asInt(), BOUNDARY);
        length(value, "minLength " + limit, limit.asInt() - 1, NEGATIVE);
    }

    static void maxLength(ValueUnderTest value, JsonNode limit) {
        length(value, "maxLength " + limit, limit.asInt(), BOUNDARY);
        length(value, "maxLength " + limit, limit.asInt() + 1, NEGATIVE);
    }

    private static void length(ValueUnderTest value, String keyword, int length, Kind kind) {
        String example = value.example().asString("");
        if (length < 0 || example.isEmpty()) {
            return;
        }
        String repeated = example.repeat(length / example.length() + 1);
        value.other(keyword, NODES.stringNode(repeated.substring(0, length)), kind);
        if (!value.has("pattern") && !value.has("format")) {
            // Counted in characters, of which each of these is two in a Java string
            value.other(keyword, NODES.stringNode("\ud83d\ude42".repeat(length)), kind);
        }
    }

    static void minimum(ValueUnderTest value, JsonNode limit) {
        number(value, "minimum " + limit, limit, BigDecimal.ZERO, BOUNDARY);
        number(value, "minimum " + limit, limit, step(value).negate(), NEGATIVE);
    }

    static void maximum(ValueUnderTest value, JsonNode limit) {
        number(value, "maximum " + limit, limit, BigDecimal.ZERO, BOUNDARY);
        number(value, "maximum " + limit, limit, step(value), NEGATIVE);
    }

    static void exclusiveMinimum(ValueUnderTest value, JsonNode limit) {
        number(value, "exclusiveMinimum " + limit, limit, step(value), BOUNDARY);
        number(value, "exclusiveMinimum " + limit, limit, BigDecimal.ZERO, NEGATIVE);
    }

    static void exclusiveMaximum(ValueUnderTest value, JsonNode limit) {
        number(value, "exclusiveMaximum " + limit, limit, step(value).negate(), BOUNDARY);
        number(value, "exclusiveMaximum " + limit, limit, BigDecimal.ZERO, NEGATIVE);
    }

    static void multipleOf(ValueUnderTest value, JsonNode divisor) {
        BigDecimal half = divisor.decimalValue().multiply(new BigDecimal("0.5"));
        number(value, "multipleOf " + divisor, divisor, BigDecimal.ZERO, POSITIVE);
        number(value, "multipleOf " + divisor, divisor, value.is("integer") ? BigDecimal.ONE : half, NEGATIVE);
    }

    private static void number(ValueUnderTest value, String keyword, JsonNode limit, BigDecimal further, Kind kind) {
        BigDecimal number = limit.decimalValue().add(further);
        if (!value.is("integer")) {
            value.other(keyword, NODES.numberNode(number), kind);
        } else if (number.stripTrailingZeros().scale() <= 0) {
            value.other(keyword, NODES.numberNode(number.toBigIntegerExact()), kind);
        }
    }

    /** Returns the largest value of a keyword that sets a limit, wherever it stands; 0 where it does not. */
    static int largest(ResolvedSchema schema, String keyword) {
        return schema.keyword(keyword).stream()
                .mapToInt(limit -> limit.asInt(0))
                .max()
                .orElse(0);
    }

    // To the next number; multiples stay multiples
    private static BigDecimal step(ValueUnderTest value) {
        BigDecimal least = value.is("integer") ? BigDecimal.ONE : new BigDecimal("0.5");
        return value.limit("multipleOf").map(JsonNode::decimalValue).orElse(least);
    }
}
