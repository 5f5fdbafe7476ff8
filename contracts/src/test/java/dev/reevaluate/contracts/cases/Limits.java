package dev.reevaluate.contracts.cases;

import static dev.reevaluate.contracts.cases.Kind.BOUNDARY;
import static dev.reevaluate.contracts.cases.Kind.NEGATIVE;
import static dev.reevaluate.contracts.cases.Kind.POSITIVE;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The cases of the keywords that set a limit: one on it, one beyond. */
final class Limits {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Map<String, Integer> BITS = Map.of("int32", 31, "int64", 63);
    private static final List<String> NO_LIMIT = List.of("float", "double");

    private Limits() {}

    static void minItems(Field field, JsonNode limit) {
        items(field, "minItems " + limit, limit.asInt(), BOUNDARY);
        items(field, "minItems " + limit, limit.asInt() - 1, NEGATIVE);
    }

    static void maxItems(Field field, JsonNode limit) {
        items(field, "maxItems " + limit, limit.asInt(), BOUNDARY);
        items(field, "maxItems " + limit, limit.asInt() + 1, NEGATIVE);
    }

    private static void items(Field field, String keyword, int size, Kind kind) {
        // A text can't say that a list is empty, only that it is missing
        if (size < 0 || (size == 0 && field.text())) {
            return;
        }
        ArrayNode list = NODES.arrayNode();
        JsonNode example = field.example();
        boolean unique = field.schema().path("uniqueItems").asBoolean(false);
        for (int i = 0; i < size; i++) {
            JsonNode element = example.get(i % example.size());
            list.add(unique && i >= example.size() ? Keywords.another(element, i) : element);
        }
        if (unique && size > example.size()) {
            field.other(keyword, list, kind);
        } else {
            field.known(keyword, size == 1 ? "1 element" : size + " elements", list, kind);
        }
    }

    static void minLength(Field field, JsonNode limit) {
        length(field, "minLength " + limit, limit.asInt(), BOUNDARY);
        length(field, "minLength " + limit, limit.asInt() - 1, NEGATIVE);
    }

    static void maxLength(Field field, JsonNode limit) {
        length(field, "maxLength " + limit, limit.asInt(), BOUNDARY);
        length(field, "maxLength " + limit, limit.asInt() + 1, NEGATIVE);
    }

    private static void length(Field field, String keyword, int length, Kind kind) {
        String example = field.example().asString();
        if (length < 0 || example.isEmpty()) {
            return;
        }
        String repeated = example.repeat(length / example.length() + 1);
        field.other(keyword, NODES.stringNode(repeated.substring(0, length)), kind);
        if (!field.schema().has("pattern")) {
            // Counted in characters, of which each of these is two in a Java string
            field.other(keyword, NODES.stringNode("\ud83d\ude42".repeat(length)), kind);
        }
    }

    static void minimum(Field field, JsonNode limit) {
        number(field, "minimum " + limit, limit, BigDecimal.ZERO, BOUNDARY);
        number(field, "minimum " + limit, limit, step(field).negate(), NEGATIVE);
    }

    static void maximum(Field field, JsonNode limit) {
        number(field, "maximum " + limit, limit, BigDecimal.ZERO, BOUNDARY);
        number(field, "maximum " + limit, limit, step(field), NEGATIVE);
    }

    static void exclusiveMinimum(Field field, JsonNode limit) {
        number(field, "exclusiveMinimum " + limit, limit, step(field), BOUNDARY);
        number(field, "exclusiveMinimum " + limit, limit, BigDecimal.ZERO, NEGATIVE);
    }

    static void exclusiveMaximum(Field field, JsonNode limit) {
        number(field, "exclusiveMaximum " + limit, limit, step(field).negate(), BOUNDARY);
        number(field, "exclusiveMaximum " + limit, limit, BigDecimal.ZERO, NEGATIVE);
    }

    static void multipleOf(Field field, JsonNode divisor) {
        BigDecimal half = divisor.decimalValue().multiply(new BigDecimal("0.5"));
        number(field, "multipleOf " + divisor, divisor, BigDecimal.ZERO, POSITIVE);
        number(field, "multipleOf " + divisor, divisor, field.is("integer") ? BigDecimal.ONE : half, NEGATIVE);
    }

    private static void number(Field field, String keyword, JsonNode limit, BigDecimal further, Kind kind) {
        BigDecimal value = limit.decimalValue().add(further);
        field.other(
                keyword,
                field.is("integer") ? NODES.numberNode(value.toBigIntegerExact()) : NODES.numberNode(value),
                kind);
    }

    // To the next number; multiples stay multiples
    private static BigDecimal step(Field field) {
        BigDecimal least = field.is("integer") ? BigDecimal.ONE : new BigDecimal("0.5");
        return field.schema().path("multipleOf").decimalValue(least);
    }

    /** Of a number, how many bits it may have; where a limit is set beside it, that one holds. */
    static void format(Field field, JsonNode format) {
        String name = format.asString();
        String keyword = "format " + name;
        if (BITS.containsKey(name)) {
            BigInteger end = BigInteger.TWO.pow(BITS.get(name));
            if (isFree(field, "maximum", "exclusiveMaximum")) {
                field.other(keyword, NODES.numberNode(end.subtract(BigInteger.ONE)), BOUNDARY);
                field.other(keyword, NODES.numberNode(end), NEGATIVE);
            }
            if (isFree(field, "minimum", "exclusiveMinimum")) {
                field.other(keyword, NODES.numberNode(end.negate()), BOUNDARY);
                field.other(keyword, NODES.numberNode(end.negate().subtract(BigInteger.ONE)), NEGATIVE);
            }
        } else if (!NO_LIMIT.contains(name)) {
            throw Keywords.unknown("format: " + name, field);
        }
    }

    private static boolean isFree(Field field, String... limits) {
        return Stream.of(limits).noneMatch(field.schema()::has);
    }
}
